package io.github.identitysync.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip as RFC 1952 has it, one member after the other. Unlike the JDK's stream it leaves no
 * byte unread in silence: what is no whole member is an error that names its position, after all
 * that comes before it was given out.
 */
final class GzipInput extends InputStream {

  private static final int BUFFER_BYTES = 64 << 10;
  private static final int MAGIC_1 = 0x1f;
  private static final int MAGIC_2 = 0x8b;
  private static final int DEFLATE = 8;
  private static final int HEADER_CHECK = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int UNKNOWN_FLAGS = 0xe0;
  private static final int TIME_AND_SYSTEM_BYTES = 6;
  private static final int TRAILER_BYTES = 8;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 check = new CRC32();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int next;
  private int end;

  /** Where in the input the buffer ends. */
  private long position;

  private boolean inMember;

  GzipInput(InputStream in) {
    this.in = in;
  }

  /** Returns whether gzip may begin with these two bytes. */
  static boolean beginsWith(int first, int second) {
    return first == MAGIC_1 && second == MAGIC_2;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = 0;
    while (count == 0 && length > 0) {
      if (!inMember && !beginMember()) {
        return -1;
      }
      count = inflate(target, offset, length);
      check.update(target, offset, count);
      if (count == 0 && inflater.finished()) {
        endMember();
      } else if (count == 0 && !fill()) {
        throw cut();
      }
    }
    return count;
  }

  /** Returns more than 0 if there are packed bytes that were not unpacked. */
  @Override
  public int available() throws IOException {
    int behind = inMember && inflater.finished() ? TRAILER_BYTES : 0;
    return end - next > behind || in.available() > 0 ? 1 : 0;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }

  private int inflate(byte[] target, int offset, int length) throws IOException {
    try {
      inflater.setInput(buffer, next, end - next);
      int count = inflater.inflate(target, offset, length);
      next = end - inflater.getRemaining();
      if (inflater.needsDictionary()) {
        throw fault("the gzip member needs a dictionary");
      }
      return count;
    } catch (DataFormatException e) {
      throw fault("the gzip member is damaged");
    }
  }

  /** Reads a header; returns false at the end of the input. */
  private boolean beginMember() throws IOException {
    if (next == end && !fill()) {
      return false;
    }
    check.reset();
    long start = position - (end - next);
    if (headerByte() != MAGIC_1 || headerByte() != MAGIC_2) {
      throw new IOException("byte " + start + ": what follows is no gzip, and was not read");
    }
    if (headerByte() != DEFLATE) {
      throw fault("the gzip member is packed in an unknown way");
    }
    int flags = headerByte();
    if ((flags & UNKNOWN_FLAGS) != 0) {
      throw fault("the gzip member has unknown flags");
    }
    skip(TIME_AND_SYSTEM_BYTES);
    if ((flags & EXTRA) != 0) {
      skip(headerByte() | headerByte() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    long sum = check.getValue() & 0xffff;
    if ((flags & HEADER_CHECK) != 0 && number(2) != sum) {
      throw fault("the header of the gzip member is damaged");
    }
    check.reset();
    inflater.reset();
    inMember = true;
    return true;
  }

  private void endMember() throws IOException {
    long size = inflater.getBytesWritten() & 0xffff_ffffL;
    if (number(4) != check.getValue() || number(4) != size) {
      throw fault("the gzip member is damaged");
    }
    inMember = false;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      headerByte();
    }
  }

  private void skipText() throws IOException {
    int c = headerByte();
    while (c != 0) {
      c = headerByte();
    }
  }

  private int headerByte() throws IOException {
    int c = packedByte();
    check.update(c);
    return c;
  }

  /** Reads a number of so many bytes, the lowest one first. */
  private long number(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (long) packedByte() << (8 * i);
    }
    return number;
  }

  private int packedByte() throws IOException {
    if (next == end && !fill()) {
      throw cut();
    }
    return buffer[next++] & 0xff;
  }

  private boolean fill() throws IOException {
    next = 0;
    end = Math.max(0, in.read(buffer, 0, buffer.length));
    position += end;
    return end > 0;
  }

  private IOException cut() {
    return fault("the input ends inside a gzip member");
  }

  private IOException fault(String what) {
    return new IOException("byte " + (position - (end - next)) + ": " + what);
  }
}
