package io.github.identitysync.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/** Text in JSON, cut into elements: those of arrays, and values outside arrays. */
final class JsonText {

  private static final String NOT_UTF8 = "is not UTF-8";
  private static final String TRUNCATED = "ends inside a value";
  private static final String SYNTAX = "is not well-formed JSON";

  /** Makes parsers without a table of names, which the input could make grow. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(unlimited())
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .build();

  private final StrictUtf8Reader characters;
  private final BoundedReader bounded;
  private final JsonParser json;
  private boolean inArray;
  private boolean closed;

  /**
   * Says where the text comes from; nothing is read yet.
   *
   * @param bufferBytes how much of the stream to read at once
   */
  JsonText(InputStream in, int bufferBytes) {
    characters = new StrictUtf8Reader(in, bufferBytes);
    bounded = new BoundedReader(characters);
    json = FACTORY.createParser(ObjectReadContext.empty(), bounded);
  }

  /** The reader sets limits; the parser's would end the reading. */
  private static StreamReadConstraints unlimited() {
    return StreamReadConstraints.builder()
        .maxNestingDepth(Integer.MAX_VALUE)
        .maxStringLength(Integer.MAX_VALUE)
        .maxNameLength(Integer.MAX_VALUE)
        .maxNumberLength(Integer.MAX_VALUE)
        .build();
  }

  /**
   * Moves to the first token of the next element, into and out of the arrays at the top level.
   *
   * @return the parser, which stands there; null at the end of the text, or if it was closed
   */
  @Nullable JsonParser nextElement() {
    while (!closed) {
      JsonToken token = json.nextToken();
      if (token == null) {
        return null;
      } else if (token == JsonToken.START_ARRAY && !inArray) {
        inArray = true;
      } else if (token == JsonToken.END_ARRAY) {
        inArray = false;
      } else {
        return json;
      }
    }
    return null;
  }

  /** Returns whether the next element, if it is an array or object, was read ahead to its end. */
  boolean hasElement() {
    return !closed && json.currentLocation().getCharOffset() < bounded.elementEnd();
  }

  /** Returns whether the stream has more that has come already. */
  boolean isReady() {
    return characters.ready();
  }

  /** Returns the number of the line on which the current token begins, counted from 1. */
  long line() {
    return json.currentTokenLocation().getLineNr();
  }

  /** Gives up the text and its buffers; the stream stays open. */
  void close() {
    closed = true;
    json.close();
  }

  /**
   * Describes a fault in words of our own, since the parser's message quotes the text.
   *
   * @throws UncheckedIOException if the stream threw it
   */
  MalformedJsonException malformed(JacksonException e) {
    TokenStreamLocation at = json.currentLocation();
    String fault = SYNTAX;
    if (e instanceof JacksonIOException io) {
      fault = fault(Objects.requireNonNull(io.getCause()));
    } else if (e instanceof UnexpectedEndOfInputException) {
      fault = TRUNCATED;
    } else if (e.getLocation() != null) {
      at = e.getLocation();
      if (characters.endsBefore(at.getCharOffset())) {
        fault = TRUNCATED;
      }
    }
    return new MalformedJsonException(fault, at.getLineNr(), column(at));
  }

  private static String fault(IOException e) {
    if (e instanceof CharacterCodingException) {
      return NOT_UTF8;
    } else if (e instanceof BoundedReader.EndsInString) {
      return TRUNCATED;
    }
    throw new UncheckedIOException(e);
  }

  /** The parser counts columns in 32 bits, which an array on one line can exceed. */
  private static long column(TokenStreamLocation at) {
    return at.getLineNr() == 1 ? at.getCharOffset() + 1 : Integer.toUnsignedLong(at.getColumnNr());
  }
}
