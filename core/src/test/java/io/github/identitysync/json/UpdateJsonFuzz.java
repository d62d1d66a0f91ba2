package io.github.identitysync.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.identitysync.StoreOptions;
import io.github.identitysync.model.FieldKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Random;

/** The same as {@link SyncJsonFuzz} of profile updates, with a field of each declared kind. */
public final class UpdateJsonFuzz {

  private static final String REASON =
      "not an object|(folderId|browserId|externalSystemType|externalSystemUserId|profileValues) is"
          + " (missing|not a string|blank|longer than 1024 bytes|given twice|not an object"
          + ")|profileValues has more than (10000 fields|1048576 characters)"
          + "|(folderId|browserId|externalSystemType|externalSystemUserId) has an unpaired surrogate"
          + "|occurredAt is (not a whole number|out of range|given twice)"
          + "|browserId, or externalSystemType and externalSystemUserId, is missing";

  private static final String FIELD_REASON =
      "the name (is blank|is longer than 256 bytes|has an unpaired surrogate)|given twice|an object|not a text"
          + "|not a whole number of 64 bits|not a number|neither true nor false|not a date"
          + "|not a timestamp|not an array of strings|has an unpaired surrogate"
          + "|longer than 65536 bytes|out of range: more than 100 digits, or a power of ten beyond 400";

  private static final StoreOptions OPTIONS = options();

  private UpdateJsonFuzz() {}

  private static StoreOptions options() {
    StoreOptions options = StoreOptions.defaults().withLinkingUpdates(true);
    for (FieldKind kind : FieldKind.values()) {
      options = options.withKind(kind.name().toLowerCase(Locale.ROOT), kind);
    }
    return options;
  }

  /** Reads one input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    int pieceBytes = 1 + input.length / 3;
    ParsedUpdates read;
    try {
      read = UpdateJson.read(new ByteArrayInputStream(input), OPTIONS);
    } catch (MalformedJsonException e) {
      SyncJsonFuzz.checkFault(e);
      assertThatThrownBy(() -> Updates.stream(Inputs.pieces(input, pieceBytes), OPTIONS))
          .asInstanceOf(type(MalformedJsonException.class))
          .extracting(Inputs::faultAndLine)
          .isEqualTo(Inputs.faultAndLine(e));
      return;
    }
    assertThat(Updates.stream(Inputs.pieces(input, pieceBytes), OPTIONS)).isEqualTo(read);
    SyncJsonFuzz.checkReasons(read.rejected(), REASON);
    SyncJsonFuzz.checkPositions(read.positions(), read.rejected());
    read.rejectedFields().forEach(field -> assertThat(field.reason()).matches(FIELD_REASON));
    byte[] again = new RandomRenderer(new Random(input.length)).renderUpdates(read.updates());
    assertThat(UpdateJson.read(new ByteArrayInputStream(again), OPTIONS))
        .isEqualTo(Updates.parsed(read.updates()));
  }
}
