package io.github.identitysync.json;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * An input of two parts with a pause between them, like a pipe whose writer takes a break. To read
 * on in the pause, which would wait, is an error until the pause is over.
 */
final class PausingInput extends InputStream {

  private final byte[] bytes;
  private int limit;
  private int position;

  PausingInput(String text, int pauseAt) {
    bytes = text.getBytes(StandardCharsets.UTF_8);
    limit = pauseAt;
  }

  /** Ends the pause. */
  void goOn() {
    limit = bytes.length;
  }

  @Override
  public int available() {
    return limit - position;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (position == bytes.length) {
      return -1;
    }
    if (position == limit) {
      throw new IOException("would wait");
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(bytes, position, target, offset, count);
    position += count;
    return count;
  }
}
