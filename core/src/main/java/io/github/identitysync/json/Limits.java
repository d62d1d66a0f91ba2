package io.github.identitysync.json;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** What one token may cost, by what is read; lengths in UTF-16 code units. */
final class Limits {

  /** How deeply arrays and objects may nest, the outermost one included. */
  private static final int DEPTH = 32;

  /** The longest number. */
  private static final int NUMBER = 1_000;

  static final Limits SYNC = new Limits(256, 64 << 10);
  static final Limits UPDATE = new Limits(64 << 10, 1 << 20);

  /** Makes parsers that keep the limits, and no table of names, which the input could make grow. */
  final JsonFactory factory;

  /** Says that a limit is exceeded, and what the limits are. */
  final String exceeded;

  /**
   * Sets what differs.
   *
   * @param name the longest member name
   * @param string the longest string in a member that is read; strings in ignored members are
   *     skipped
   */
  private Limits(int name, int string) {
    factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxStringLength(string)
                    .maxNameLength(name)
                    .maxNumberLength(NUMBER)
                    .build())
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();
    exceeded =
        "a limit is exceeded: nesting depth %d, or the length of a name %d, of a string %d, or of a number %d"
            .formatted(DEPTH, name, string, NUMBER);
  }
}
