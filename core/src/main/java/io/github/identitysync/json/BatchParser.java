package io.github.identitysync.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * Cuts the input into elements and has them read. Nothing is read before the first batch is asked
 * for. Memory is that of one batch.
 *
 * @param <B> the batches
 */
final class BatchParser<B> {

  private static final int BATCH_ELEMENTS = 1_000;

  /** A batch takes no further element once its elements have so much text. */
  private static final int BATCH_CHARACTERS = 1 << 20;

  private static final String NOT_UTF8 = "the input is not UTF-8";
  private static final String TRUNCATED = "the input ends inside a value";
  private static final String SYNTAX = "the input is not well-formed JSON";

  private final InputStream in;
  private final Limits limits;
  private final StrictUtf8Reader text;
  private final JsonParser json;
  private final ElementParser<B> elements;
  private boolean inArray;
  private long index;
  private @Nullable RuntimeException failure;

  BatchParser(InputStream in, Limits limits, Function<JsonParser, ElementParser<B>> elements) {
    this.in = Objects.requireNonNull(in, "in");
    this.limits = limits;
    text = new StrictUtf8Reader(in);
    json = limits.factory.createParser(ObjectReadContext.empty(), text);
    this.elements = elements.apply(json);
  }

  /**
   * Returns what all elements hold; the input stream stays open.
   *
   * @throws MalformedJsonException if the input is not JSON
   * @throws IOException if the input stream threw it
   */
  B readAll() throws IOException {
    try {
      readElements(Integer.MAX_VALUE, Long.MAX_VALUE);
      throwFailure();
      return elements.batch();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      json.close();
    }
  }

  /** Returns a sequential stream of all batches, which closes the input stream with itself. */
  Stream<B> stream() {
    return StreamSupport.stream(new BatchSpliterator<>(this), false)
        .onClose(json::close)
        .onClose(this::closeInput);
  }

  /**
   * Returns what the next elements hold, all of them that come before the end or a fault, but no
   * more than a batch takes; null at the end of the input.
   *
   * @throws MalformedJsonException if the fault is reached and no element is left before it
   * @throws UncheckedIOException likewise, if the fault is one of the input stream
   * @throws RuntimeException likewise, if the input stream threw it
   */
  @Nullable B next() {
    throwFailure();
    if (readElements(BATCH_ELEMENTS, BATCH_CHARACTERS)) {
      return elements.batch();
    }
    throwFailure();
    return null;
  }

  /** Reads elements up to a number and a length, the end or a fault; returns whether any. */
  private boolean readElements(int maxElements, long maxCharacters) {
    long first = index;
    long start = offset();
    try {
      while (index - first < maxElements && offset() - start < maxCharacters && nextElement()) {
        elements.parse(index);
        index++;
      }
    } catch (JacksonException e) {
      failure = failure(e);
    } catch (RuntimeException e) {
      failure = e;
    }
    return index > first;
  }

  private long offset() {
    return json.currentLocation().getCharOffset();
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

  /** Moves to the first token of the next element, into and out of the arrays at the top level. */
  private boolean nextElement() {
    while (true) {
      JsonToken token = json.nextToken();
      if (token == null) {
        return false;
      } else if (token == JsonToken.START_ARRAY && !inArray) {
        inArray = true;
      } else if (token == JsonToken.END_ARRAY) {
        inArray = false;
      } else {
        return true;
      }
    }
  }

  /** Describes the fault in words of our own: the parser's message quotes the input. */
  private RuntimeException failure(JacksonException e) {
    TokenStreamLocation at = json.currentLocation();
    String fault = SYNTAX;
    if (e instanceof JacksonIOException io) {
      IOException cause = io.getCause();
      if (!(cause instanceof CharacterCodingException)) {
        return new UncheckedIOException(cause);
      }
      fault = NOT_UTF8;
    } else if (e instanceof UnexpectedEndOfInputException) {
      fault = TRUNCATED;
    } else if (e instanceof StreamConstraintsException) {
      fault = limits.exceeded;
    } else if (e.getLocation() != null) {
      at = e.getLocation();
      if (text.endsBefore(at.getCharOffset())) {
        fault = TRUNCATED;
      }
    }
    return new MalformedJsonException(fault, at.getLineNr(), column(at));
  }

  /** The parser counts columns in 32 bits, which an array on one line can exceed. */
  private static long column(TokenStreamLocation at) {
    return at.getLineNr() == 1 ? at.getCharOffset() + 1 : Integer.toUnsignedLong(at.getColumnNr());
  }
}
