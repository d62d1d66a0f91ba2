package io.github.identitysync.json;

import io.github.identitysync.StoreOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Reads profile updates in their wire form:
 *
 * <pre>{@code
 * { "folderId": "00000000000aaaaa", "browserId": "123",
 *   "profileValues": { "firstName": "Ada", "visits": 3, "nickname": null } }
 * { "folderId": "00000000000aaaaa",
 *   "externalSystemType": "crm123", "externalSystemUserId": "user123",
 *   "profileValues": { "born": "1990-12-10", "languages": ["en", "fr"] } }
 * }</pre>
 *
 * <p>The input has the forms that {@link SyncJson} reads, {@code occurredAt} is the same optional
 * member, and other members are skipped likewise.
 *
 * <p>An update names one identity, by {@code browserId} or by {@code externalSystemType} and {@code
 * externalSystemUserId}; null in one of these is the same as absent. If it names both, {@link
 * StoreOptions#linkingUpdates} say what becomes of it: it is rejected, or it is an update through
 * the external identity, and a sync record that links the two as well.
 *
 * <p>The members of {@code profileValues} are fields; an empty array has none, since that is how
 * PHP writes an empty map. Null is a {@link io.github.identitysync.model.FieldValue.Removed}. Other
 * values are of the kind that {@link StoreOptions#kinds} declare for the field:
 *
 * <ul>
 *   <li>{@code TEXT}: a string
 *   <li>{@code WHOLE_NUMBER}: a number without fraction and exponent, of 64 bits
 *   <li>{@code DECIMAL}: a number, which is kept exactly
 *   <li>{@code TRUTH}: true or false
 *   <li>{@code TEXTS}: an array of strings, or one string
 *   <li>{@code DATE}: a string {@code YYYY-MM-DD}
 *   <li>{@code TIMESTAMP}: a string of a date, {@code T} or a space, {@code HH:MM:SS}, up to nine
 *       decimals of the second if any, and {@code Z}, {@code +HH:MM} or {@code +HHMM}
 * </ul>
 *
 * <p>Years after 9999 or before 0 have a sign and as many digits as they need. Where no kind is
 * declared, a string is a text, an array of strings a set of texts, and a number a whole number if
 * it can be one, otherwise a decimal.
 *
 * <p>A field that cannot be kept is rejected, with one of these reasons, and the rest of the update
 * is kept, even if that is nothing: the identity was seen. Values have the limits of {@link
 * io.github.identitysync.model.ProfileUpdate}.
 *
 * <ul>
 *   <li>the name is blank
 *   <li>the name is longer than 256 bytes
 *   <li>given twice, and then no value of the field is kept
 *   <li>an object
 *   <li>not a text
 *   <li>not a whole number of 64 bits
 *   <li>not a number
 *   <li>neither true nor false
 *   <li>not a date
 *   <li>not a timestamp
 *   <li>not an array of strings
 *   <li>has an unpaired surrogate
 *   <li>longer than 65536 bytes
 *   <li>out of range: more than 100 digits, or a power of ten beyond 400
 * </ul>
 *
 * <p>An element that is no valid update is rejected, with one of the reasons listed at {@link
 * SyncJson} or one of these, and reading goes on.
 *
 * <ul>
 *   <li>browserId, or externalSystemType and externalSystemUserId, is missing
 *   <li>a browser and an external identity are named; link them with a sync record first
 *   <li>profileValues is missing
 *   <li>profileValues is not an object
 *   <li>profileValues is given twice
 *   <li>profileValues has more than 10000 fields
 *   <li>profileValues has more than 1048576 characters, in names and texts together
 * </ul>
 *
 * <p>What is not JSON ends the reading as there, and nothing else does. Cost is linear in the
 * length of the input, whatever it holds.
 *
 * <p>No reason and no exception carries a piece of the input. The methods may be called from any
 * thread; a stream is used by one thread at a time.
 */
public final class UpdateJson {

  private UpdateJson() {}

  /**
   * Reads all of the input into one batch, with the default options.
   *
   * @see #read(InputStream, StoreOptions)
   */
  public static ParsedUpdates read(InputStream in) throws IOException {
    return read(in, StoreOptions.defaults());
  }

  /**
   * Reads all of the input into one batch, so memory grows with the input. The stream is read to
   * its end and not closed.
   *
   * @param in the JSON text
   * @param options the store's, of which the longest identifier, the kinds of fields and what is
   *     said of linking updates are used
   * @return the updates and what was rejected; all lists are empty if the input is
   * @throws MalformedJsonException if the input is not JSON; nothing is returned of it
   * @throws IOException if the stream cannot be read
   */
  public static ParsedUpdates read(InputStream in, StoreOptions options) throws IOException {
    return parser(in, false, options).readAll();
  }

  /**
   * Reads the input batch by batch, with the default options.
   *
   * @see #stream(InputStream, StoreOptions)
   */
  public static Stream<ParsedUpdates> stream(InputStream in) {
    return stream(in, StoreOptions.defaults());
  }

  /**
   * Reads the input batch by batch, as the batches are asked for; memory is that of one batch.
   *
   * <pre>{@code
   * try (Stream<ParsedUpdates> batches = UpdateJson.stream(in, options)) {
   *   batches.forEach(
   *       batch -> {
   *         sync.apply(batch.links());
   *         sync.update(batch.updates());
   *       });
   * }
   * }</pre>
   *
   * <p>Where the input pauses, the elements that have come whole are delivered, and not held back
   * until the batch is full. That it pauses is told by {@link InputStream#available}: one that
   * always says 0 is taken to pause after each read, of up to 64 KiB.
   *
   * <p>If the input turns out not to be JSON or cannot be read on, the stream first delivers all
   * whole elements before that place, and then throws the {@link MalformedJsonException} or {@link
   * UncheckedIOException}.
   *
   * @param in the JSON text
   * @param options the store's, of which the longest identifier, the kinds of fields and what is
   *     said of linking updates are used
   * @return a sequential stream of batches in the order of the input, each with at most 1,000
   *     elements, rejected ones included, and never empty; closing it closes {@code in}, and throws
   *     an {@link UncheckedIOException} if that fails
   */
  public static Stream<ParsedUpdates> stream(InputStream in, StoreOptions options) {
    return parser(in, false, options).stream();
  }

  /**
   * Reads lines of JSON, with the default options.
   *
   * @see #streamLines(InputStream, StoreOptions)
   */
  public static Stream<ParsedUpdates> streamLines(InputStream in) {
    return streamLines(in, StoreOptions.defaults());
  }

  /**
   * Reads lines of JSON, each by itself, batch by batch. A line that is no JSON does not end the
   * reading, but is rejected, as {@link SyncJson#streamLines(InputStream, StoreOptions)} has it. In
   * all else this is {@link #stream(InputStream, StoreOptions)}.
   *
   * @param in the lines of JSON
   * @param options the store's, of which the longest identifier, the kinds of fields and what is
   *     said of linking updates are used
   * @return the stream that {@link #stream(InputStream, StoreOptions)} returns
   */
  public static Stream<ParsedUpdates> streamLines(InputStream in, StoreOptions options) {
    return parser(in, true, options).stream();
  }

  private static BatchParser<ParsedUpdates> parser(
      InputStream in, boolean byLine, StoreOptions options) {
    Objects.requireNonNull(options, "options");
    return new BatchParser<>(in, byLine, new UpdateParser(options));
  }
}
