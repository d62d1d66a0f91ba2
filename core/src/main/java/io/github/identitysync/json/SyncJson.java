package io.github.identitysync.json;

import io.github.identitysync.StoreOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

/**
 * Reads sync records in their wire form:
 *
 * <pre>{@code
 * { "folderId": "00000000000aaaaa", "browserId": "123",
 *   "externalSystemType": "crm123", "externalSystemUserId": "user123" }
 * }</pre>
 *
 * <p>The input is one object, an array of objects, or objects one after the other with a line end,
 * other white space or nothing between them; also arrays and objects in sequence. The form is found
 * out, not declared. Empty input has no records. The encoding is UTF-8, with or without a byte
 * order mark.
 *
 * <p>The four members shown are required. The optional {@code occurredAt} is a whole number of
 * milliseconds since 1970, written without fraction or exponent and in the range of {@link
 * io.github.identitysync.model.SyncRecord}; null is the same as absent. Other members may have any
 * name and any value and are skipped.
 *
 * <p>An element that is no valid record is rejected, with one of these reasons, and reading goes
 * on. Here <i>id</i> is the name of one of the four required members, and <i>n</i> the longest
 * identifier allowed.
 *
 * <ul>
 *   <li>not an object
 *   <li><i>id</i> is missing
 *   <li><i>id</i> is null
 *   <li><i>id</i> is not a string
 *   <li><i>id</i> is blank
 *   <li><i>id</i> is longer than <i>n</i> bytes
 *   <li><i>id</i> has an unpaired surrogate
 *   <li><i>id</i> is given twice
 *   <li>occurredAt is not a whole number
 *   <li>occurredAt is out of range
 *   <li>occurredAt is given twice
 * </ul>
 *
 * <p>If an element has several faults, the reason is the first one in the order of its text;
 * missing members come last.
 *
 * <p>Anything that is not JSON as RFC 8259 has it ends the reading with a {@link
 * MalformedJsonException}: so do comments, trailing commas, single quotes, {@code NaN}, bytes that
 * are not UTF-8, and an input that ends inside a value. Where each line is a text of its own,
 * {@link #streamLines} goes on with the next line.
 *
 * <p>Nothing else does, however long or deep an element is. Of a string 65,538 characters are
 * looked at, of a number 1,001 and of nested arrays and objects 101 levels; what goes beyond is
 * skipped, which takes time and no memory. Of what stands below the last level only brackets and
 * strings are checked. Cost is linear in the length of the input, whatever it holds.
 *
 * <p>No reason and no exception carries a piece of the input. The methods may be called from any
 * thread; a stream is used by one thread at a time.
 */
public final class SyncJson {

  private SyncJson() {}

  /**
   * Reads all of the input into one batch, with the identifier length of the default options.
   *
   * @see #read(InputStream, StoreOptions)
   */
  public static ParsedBatch read(InputStream in) throws IOException {
    return read(in, StoreOptions.defaults());
  }

  /**
   * Reads all of the input into one batch, so memory grows with the input. The stream is read to
   * its end and not closed.
   *
   * @param in the JSON text
   * @param options the store's, of which the longest identifier is used
   * @return the records and the rejected elements; both lists are empty if the input is
   * @throws MalformedJsonException if the input is not JSON; nothing is returned of it
   * @throws IOException if the stream cannot be read
   */
  public static ParsedBatch read(InputStream in, StoreOptions options) throws IOException {
    return parser(in, false, options).readAll();
  }

  /**
   * Reads the input batch by batch, with the identifier length of the default options.
   *
   * @see #stream(InputStream, StoreOptions)
   */
  public static Stream<ParsedBatch> stream(InputStream in) {
    return stream(in, StoreOptions.defaults());
  }

  /**
   * Reads the input batch by batch, as the batches are asked for; memory is that of one batch.
   *
   * <pre>{@code
   * try (Stream<ParsedBatch> batches = SyncJson.stream(in)) {
   *   batches.forEach(batch -> sync.apply(batch.records()));
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
   * @param options the store's, of which the longest identifier is used
   * @return a sequential stream of batches in the order of the input, each with at most 1,000
   *     elements, rejected ones included, and never empty; closing it closes {@code in}, and throws
   *     an {@link UncheckedIOException} if that fails
   */
  public static Stream<ParsedBatch> stream(InputStream in, StoreOptions options) {
    return parser(in, false, options).stream();
  }

  /**
   * Reads lines of JSON, with the identifier length of the default options.
   *
   * @see #streamLines(InputStream, StoreOptions)
   */
  public static Stream<ParsedBatch> streamLines(InputStream in) {
    return streamLines(in, StoreOptions.defaults());
  }

  /**
   * Reads lines of JSON, each by itself, batch by batch. A line that is no JSON does not end the
   * reading: what is left of it, from the fault on, is rejected as one element, and the next line
   * is read. The reason is one of these:
   *
   * <ul>
   *   <li>the line is not well-formed JSON
   *   <li>the line ends inside a value
   *   <li>the line is not UTF-8
   * </ul>
   *
   * <p>So an object that is spread over several lines is rejected line by line. A line ends with LF
   * or CR LF; one without anything is skipped. In all else this is {@link #stream(InputStream,
   * StoreOptions)}, at a somewhat higher cost; a {@link MalformedJsonException} is never thrown.
   *
   * @param in the lines of JSON
   * @param options the store's, of which the longest identifier is used
   * @return the stream that {@link #stream(InputStream, StoreOptions)} returns
   */
  public static Stream<ParsedBatch> streamLines(InputStream in, StoreOptions options) {
    return parser(in, true, options).stream();
  }

  private static BatchParser<ParsedBatch> parser(
      InputStream in, boolean byLine, StoreOptions options) {
    return new BatchParser<>(in, byLine, new SyncParser(options.maxIdBytes()));
  }
}
