package io.github.identitysync.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * Has the elements of an input read, and hands them out in batches. Nothing is read before the
 * first batch is asked for. Memory is that of one batch.
 *
 * @param <B> the batches
 */
final class BatchParser<B> {

  private static final int BATCH_ELEMENTS = 1_000;

  /** A batch takes no further element once its elements have so much text. */
  private static final int BATCH_CHARACTERS = 1 << 20;

  private static final int BUFFER_BYTES = 64 << 10;

  /** Each line has a buffer of its own, and most are short. */
  private static final int LINE_BUFFER_BYTES = 512;

  private final InputStream in;
  private final ElementParser<B> elements;

  /** The input by lines, if each is a text of its own. */
  private final @Nullable LineInput lines;

  private JsonText text;
  private long index;
  private @Nullable RuntimeException failure;

  /**
   * Says what to read.
   *
   * @param byLine whether each line is a text of its own, so that a fault ends no more than that
   */
  BatchParser(InputStream in, boolean byLine, ElementParser<B> elements) {
    this.in = Objects.requireNonNull(in, "in");
    this.elements = elements;
    lines = byLine ? new LineInput(in) : null;
    text = lines == null ? new JsonText(in, BUFFER_BYTES) : new JsonText(lines, LINE_BUFFER_BYTES);
  }

  /**
   * Returns what all elements hold; the input stream stays open.
   *
   * @throws MalformedJsonException if the input is not JSON
   * @throws IOException if the input stream threw it
   */
  B readAll() throws IOException {
    try {
      boolean more = readElement();
      while (more) {
        more = readElement();
      }
      throwFailure();
      return elements.batch();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      text.close();
    }
  }

  /** Returns a sequential stream of all batches, which closes the input stream with itself. */
  Stream<B> stream() {
    return StreamSupport.stream(new BatchSpliterator<>(this), false)
        .onClose(() -> text.close())
        .onClose(this::closeInput);
  }

  /**
   * Returns what the next elements hold: no more than a batch takes, and none behind a fault, or
   * behind a place where the input would have to be waited for; null at the end of the input.
   *
   * @throws MalformedJsonException if the fault is reached and no element is left before it
   * @throws UncheckedIOException likewise, if the fault is one of the input stream
   * @throws RuntimeException likewise, if the input stream threw it
   */
  @Nullable B next() {
    throwFailure();
    long first = index;
    long end = elements.characters() + BATCH_CHARACTERS;
    boolean more = readElement();
    while (more && index - first < BATCH_ELEMENTS && elements.characters() < end && !wouldWait()) {
      more = readElement();
    }
    if (index > first) {
      return elements.batch();
    }
    throwFailure();
    return null;
  }

  private boolean wouldWait() {
    return !text.hasElement() && (lines == null ? !text.isReady() : lines.wouldWait());
  }

  /** Reads one element; returns false at the end of the input, and keeps what else went wrong. */
  private boolean readElement() {
    try {
      return parseElement();
    } catch (IOException e) {
      failure = new UncheckedIOException(e);
    } catch (RuntimeException e) {
      failure = e;
    }
    return false;
  }

  private boolean parseElement() throws IOException {
    try {
      JsonParser json = nextElement();
      if (json == null) {
        return false;
      }
      elements.parse(json, index, lines == null ? text.line() : lines.number());
    } catch (JacksonException e) {
      MalformedJsonException malformed = text.malformed(e);
      if (lines == null) {
        throw malformed;
      }
      text.close();
      elements.rejectLine(index, lines.number(), malformed);
    }
    index++;
    return true;
  }

  private @Nullable JsonParser nextElement() throws IOException {
    JsonParser json = text.nextElement();
    while (json == null && lines != null && lines.next()) {
      text.close();
      text = new JsonText(lines, LINE_BUFFER_BYTES);
      json = text.nextElement();
    }
    return json;
  }

  private void throwFailure() {
    if (failure != null) {
      throw failure;
    }
  }

  private void closeInput() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
