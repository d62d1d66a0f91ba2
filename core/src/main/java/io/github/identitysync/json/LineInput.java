package io.github.identitysync.json;

import java.io.IOException;
import java.io.InputStream;

/** The lines of an input, one after the other. A line ends before its line feed. */
final class LineInput extends InputStream {

  private final InputStream in;
  private final byte[] buffer = new byte[64 << 10];
  private int position;
  private int end;

  /** Where in the buffer the line ends; at the end of the buffer, if it goes on behind it. */
  private int lineEnd;

  private boolean endOfInput;
  private long number;

  LineInput(InputStream in) {
    this.in = in;
  }

  /** Moves to the next line, over what is left of this one; returns whether there is one. */
  boolean next() throws IOException {
    if (number > 0) {
      position = lineEnd;
      while (position == end && fill()) {
        position = lineEnd;
      }
      position++;
    }
    number++;
    if (position < end) {
      lineEnd = lineFeed(position);
      return true;
    }
    return fill();
  }

  /** Returns the number of the line, counted from 1. */
  long number() {
    return number;
  }

  /** Returns whether the next line has not come whole, and the rest is to be waited for. */
  boolean wouldWait() {
    try {
      return !endOfInput && lineFeed(lineEnd + 1) >= end && in.available() <= 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public int read() throws IOException {
    return isAtLineEnd() ? -1 : buffer[position++] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (isAtLineEnd()) {
      return -1;
    }
    int count = Math.min(length, lineEnd - position);
    System.arraycopy(buffer, position, target, offset, count);
    position += count;
    return count;
  }

  private boolean isAtLineEnd() throws IOException {
    return number == 0 || (position == lineEnd && (position < end || !fill() || lineEnd == 0));
  }

  /** Reads on, where all that was read is used up; returns whether there is more. */
  private boolean fill() throws IOException {
    int count = 0;
    while (count == 0) {
      count = endOfInput ? -1 : in.read(buffer);
    }
    endOfInput = count < 0;
    position = 0;
    end = Math.max(count, 0);
    lineEnd = lineFeed(0);
    return !endOfInput;
  }

  /** Returns where the next line feed is from there on, or the end of the buffer. */
  private int lineFeed(int from) {
    int i = from;
    while (i < end && buffer[i] != '\n') {
      i++;
    }
    return i;
  }
}
