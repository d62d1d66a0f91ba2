package io.github.identitysync.json;

import io.github.identitysync.json.MalformedJsonException.Fault;
import io.github.identitysync.model.SyncRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
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
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/**
 * Cuts the input into elements and collects what they hold. Nothing is read before the first batch
 * is asked for. Memory is that of one batch: member names are not kept in a table, which the input
 * could make grow.
 */
final class BatchParser {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Limits.DEPTH)
                  .maxStringLength(Limits.STRING)
                  .maxNameLength(Limits.NAME)
                  .maxNumberLength(Limits.NUMBER)
                  .build())
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .build();

  private final StrictUtf8Reader text;
  private final JsonParser json;
  private final RecordParser recordParser;
  private boolean inArray;
  private long index;
  private @Nullable RuntimeException failure;

  BatchParser(InputStream in, int maxIdBytes) {
    text = new StrictUtf8Reader(in);
    json = FACTORY.createParser(ObjectReadContext.empty(), text);
    recordParser = new RecordParser(json, maxIdBytes);
  }

  /**
   * Returns what the next elements hold, all of them that come before the end or a fault, but no
   * more than {@code maxElements}; an empty batch at the end of the input.
   *
   * @throws MalformedJsonException if the fault is reached and no element is left before it
   * @throws UncheckedIOException likewise, if the fault is one of the input stream
   * @throws RuntimeException likewise, if the input stream threw it
   */
  ParsedBatch next(int maxElements) {
    throwFailure();
    List<SyncRecord> records = new ArrayList<>();
    List<RejectedRecord> rejected = new ArrayList<>();
    try {
      for (int i = 0; i < maxElements && nextElement(); i++) {
        SyncRecord parsed = recordParser.parse();
        if (parsed != null) {
          records.add(parsed);
        } else {
          rejected.add(new RejectedRecord(index, recordParser.reason()));
        }
        index++;
      }
    } catch (JacksonException e) {
      failure = failure(e);
    } catch (RuntimeException e) {
      failure = e;
    }
    ParsedBatch batch = new ParsedBatch(records, rejected);
    if (batch.isEmpty()) {
      throwFailure();
    }
    return batch;
  }

  /** Throws the fault that ended the batch before, if one did. */
  void throwFailure() {
    if (failure != null) {
      throw failure;
    }
  }

  /** Gives the parser's buffers back; the input stream stays open. */
  void close() {
    json.close();
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
    Fault fault = Fault.SYNTAX;
    if (e instanceof JacksonIOException io) {
      IOException cause = io.getCause();
      if (!(cause instanceof CharacterCodingException)) {
        return new UncheckedIOException(cause);
      }
      fault = Fault.NOT_UTF8;
    } else if (e instanceof UnexpectedEndOfInputException) {
      fault = Fault.TRUNCATED;
    } else if (e instanceof StreamConstraintsException) {
      fault = Fault.LIMIT;
    } else if (e.getLocation() != null) {
      at = e.getLocation();
      if (text.endsBefore(at.getCharOffset())) {
        fault = Fault.TRUNCATED;
      }
    }
    return new MalformedJsonException(fault, at.getLineNr(), column(at));
  }

  /** The parser counts columns in 32 bits, which an array on one line can exceed. */
  private static long column(TokenStreamLocation at) {
    return at.getLineNr() == 1 ? at.getCharOffset() + 1 : Integer.toUnsignedLong(at.getColumnNr());
  }
}
