package io.github.identitysync.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Decodes UTF-8 and replaces nothing: a byte sequence that is not UTF-8 is a {@link
 * CharacterCodingException}. Every character before a fault, of the decoder or of the stream, is
 * delivered before the fault is thrown, so the reader's consumer can tell where it happened. A byte
 * order mark at the start is dropped.
 */
final class StrictUtf8Reader extends Reader {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream in;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final ByteBuffer bytes;

  /** Whether there are whole characters in the buffer. */
  private boolean decodable;

  private boolean started;
  private boolean endOfInput;
  private long delivered;
  private @Nullable IOException fault;

  StrictUtf8Reader(InputStream in, int bufferBytes) {
    this.in = in;
    bytes = ByteBuffer.allocate(bufferBytes).limit(0);
  }

  /**
   * Returns whether there is something to read that has come already; true where the stream cannot
   * tell.
   */
  @Override
  public boolean ready() {
    try {
      return decodable || endOfInput || fault != null || in.available() > 0;
    } catch (IOException e) {
      return true;
    }
  }

  /** Returns whether the input has ended and has no UTF-16 code unit at or behind the offset. */
  boolean endsBefore(long offset) {
    return endOfInput && offset >= delivered;
  }

  /**
   * Decodes as much as one read of the stream gives.
   *
   * @param length how many UTF-16 code units fit; at least 2, which a character may need
   * @throws IllegalArgumentException if {@code length} is less than 2
   */
  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (length < 2) {
      throw new IllegalArgumentException("no room for a character");
    }
    int count = decode(CharBuffer.wrap(target, offset, length));
    if (!started && count > 0) {
      started = true;
      if (target[offset] == BYTE_ORDER_MARK) {
        count--;
        System.arraycopy(target, offset + 1, target, offset, count);
        return count > 0 ? deliver(count) : read(target, offset, length);
      }
    }
    return deliver(count);
  }

  private int deliver(int count) {
    delivered += Math.max(count, 0);
    return count;
  }

  /** Returns how many characters were decoded, at least one, or -1 at the end of the input. */
  private int decode(CharBuffer chars) throws IOException {
    int start = chars.position();
    while (fault == null) {
      CoderResult result = decoder.decode(bytes, chars, endOfInput);
      decodable = result.isOverflow();
      if (result.isError()) {
        fault = new CharacterCodingException();
      } else if (chars.position() > start) {
        return chars.position() - start;
      } else if (endOfInput) {
        return -1;
      } else {
        fill();
      }
    }
    if (chars.position() > start) {
      return chars.position() - start;
    }
    throw fault;
  }

  private void fill() {
    bytes.compact();
    try {
      int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
      if (count < 0) {
        endOfInput = true;
      } else {
        bytes.position(bytes.position() + count);
      }
    } catch (IOException e) {
      fault = e;
    } finally {
      bytes.flip();
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
