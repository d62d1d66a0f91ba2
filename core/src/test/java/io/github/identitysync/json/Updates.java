package io.github.identitysync.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.StoreOptions;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Texts of profile updates, and both ways to read them. */
final class Updates {

  private Updates() {}

  /** Returns an object with a folder, a browser, and the members of {@code profileValues}. */
  static String text(String fields) {
    return "{\"folderId\":\"f\",\"browserId\":\"b\",\"profileValues\":{" + fields + "}}";
  }

  /** Returns what {@link #text} says, if its fields have the values. */
  static ProfileUpdate update(Map<String, FieldValue> values) {
    return new ProfileUpdate("f", Identity.browser("b"), values, null);
  }

  static ParsedUpdates read(String json) {
    return read(json, StoreOptions.defaults());
  }

  /** Reads in both ways, and asserts that they agree. */
  static ParsedUpdates read(String json, StoreOptions options) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    try {
      ParsedUpdates read = UpdateJson.read(new ByteArrayInputStream(bytes), options);
      assertThat(stream(new ByteArrayInputStream(bytes), options)).isEqualTo(read);
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns all batches of a stream as one. */
  static ParsedUpdates stream(InputStream json, StoreOptions options) {
    try (Stream<ParsedUpdates> batches = UpdateJson.stream(json, options)) {
      List<ParsedUpdates> all = batches.toList();
      return new ParsedUpdates(
          joined(all, ParsedUpdates::links),
          joined(all, ParsedUpdates::linkPositions),
          joined(all, ParsedUpdates::updates),
          joined(all, ParsedUpdates::positions),
          joined(all, ParsedUpdates::rejected),
          joined(all, ParsedUpdates::rejectedFields));
    }
  }

  /** Returns what is read of an input that has nothing but these updates. */
  static ParsedUpdates parsed(List<ProfileUpdate> updates) {
    return parsed(updates, List.of());
  }

  /** Returns the same where fields were rejected. */
  static ParsedUpdates parsed(List<ProfileUpdate> updates, List<RejectedField> rejectedFields) {
    List<Long> positions = LongStream.range(0, updates.size()).boxed().toList();
    return new ParsedUpdates(List.of(), List.of(), updates, positions, List.of(), rejectedFields);
  }

  private static <T> List<T> joined(List<ParsedUpdates> all, Function<ParsedUpdates, List<T>> of) {
    return all.stream().flatMap(batch -> of.apply(batch).stream()).toList();
  }
}
