package io.github.identitysync.internal.storage;

import io.github.identitysync.model.IdentitySyncException;
import java.io.File;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.mapdb.DataInput2;
import org.mapdb.volume.Volume;

/**
 * MapDB's view of the pages: one long array of bytes, zero where nothing was written.
 *
 * <p>MapDB neither syncs nor closes it: that {@link #sync()} and {@link #close()} do nothing leaves
 * commits to {@link JournaledPages}.
 */
final class JournaledVolume extends Volume {

  private static final byte[] ZEROS = new byte[PageFile.PAGE_DATA];

  /** What a call may read besides some times the volume. */
  private static final long SMALLEST_ALLOWANCE = 16 << 20;

  private static final int READS_OF_ALL = 4;

  private final JournaledPages pages;

  /** How many bytes the call of a thread may still read. */
  private final ThreadLocal<long[]> allowance = ThreadLocal.withInitial(() -> new long[1]);

  JournaledVolume(JournaledPages pages) {
    this.pages = pages;
  }

  /**
   * Begins a call into MapDB by this thread. It reads no part of the volume often; if it does, then
   * because damaged structures lead round in circles, and it is ended.
   */
  void beginCall() {
    allowance.get()[0] = SMALLEST_ALLOWANCE + READS_OF_ALL * length();
  }

  private void countRead(int bytes) {
    if ((allowance.get()[0] -= bytes) < 0) {
      throw new IdentitySyncException.Corrupt("the collections lead round in circles");
    }
  }

  private static long page(long offset) {
    return offset / PageFile.PAGE_DATA;
  }

  private static int within(long offset) {
    return (int) (offset % PageFile.PAGE_DATA);
  }

  @Override
  public long getLong(long offset) {
    int at = within(offset);
    if (at <= PageFile.PAGE_DATA - Long.BYTES) {
      countRead(Long.BYTES);
      return Bytes.getLong(pages.read(page(offset)), at);
    }
    byte[] bytes = new byte[Long.BYTES];
    getData(offset, bytes, 0, bytes.length);
    return Bytes.getLong(bytes, 0);
  }

  @Override
  public int getInt(long offset) {
    int at = within(offset);
    if (at <= PageFile.PAGE_DATA - Integer.BYTES) {
      countRead(Integer.BYTES);
      return Bytes.getInt(pages.read(page(offset)), at);
    }
    byte[] bytes = new byte[Integer.BYTES];
    getData(offset, bytes, 0, bytes.length);
    return Bytes.getInt(bytes, 0);
  }

  @Override
  public byte getByte(long offset) {
    countRead(1);
    return pages.read(page(offset))[within(offset)];
  }

  @Override
  public void getData(long offset, byte[] bytes, int bytesPos, int size) {
    countRead(size);
    pages.read(page(offset), within(offset), bytes, bytesPos, size);
  }

  @Override
  public DataInput2 getDataInput(long offset, int size) {
    byte[] bytes = new byte[size];
    getData(offset, bytes, 0, size);
    return new DataInput2.ByteArray(bytes);
  }

  @Override
  public void putLong(long offset, long value) {
    int at = within(offset);
    if (at <= PageFile.PAGE_DATA - Long.BYTES) {
      Bytes.putLong(pages.change(page(offset), at, Long.BYTES), at, value);
    } else {
      byte[] bytes = new byte[Long.BYTES];
      Bytes.putLong(bytes, 0, value);
      putData(offset, bytes, 0, bytes.length);
    }
  }

  @Override
  public void putInt(long offset, int value) {
    int at = within(offset);
    if (at <= PageFile.PAGE_DATA - Integer.BYTES) {
      Bytes.putInt(pages.change(page(offset), at, Integer.BYTES), at, value);
    } else {
      byte[] bytes = new byte[Integer.BYTES];
      Bytes.putInt(bytes, 0, value);
      putData(offset, bytes, 0, bytes.length);
    }
  }

  @Override
  public void putByte(long offset, byte value) {
    int at = within(offset);
    pages.change(page(offset), at, 1)[at] = value;
  }

  @Override
  public void putData(long offset, byte[] source, int sourcePos, int size) {
    int done = 0;
    while (done < size) {
      int at = within(offset + done);
      int count = Math.min(size - done, PageFile.PAGE_DATA - at);
      byte[] target = pages.change(page(offset + done), at, count);
      System.arraycopy(source, sourcePos + done, target, at, count);
      done += count;
    }
  }

  @Override
  public void putData(long offset, ByteBuffer source) {
    byte[] bytes = new byte[source.remaining()];
    source.get(bytes);
    putData(offset, bytes, 0, bytes.length);
  }

  @Override
  public void clear(long startOffset, long endOffset) {
    for (long offset = startOffset; offset < endOffset; offset += ZEROS.length) {
      putData(offset, ZEROS, 0, (int) Math.min(ZEROS.length, endOffset - offset));
    }
  }

  @Override
  public long length() {
    return pages.count() * PageFile.PAGE_DATA;
  }

  @Override
  public void ensureAvailable(long offset) {}

  @Override
  public void truncate(long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void sync() {}

  @Override
  public void close() {}

  @Override
  public int sliceSize() {
    return -1;
  }

  @Override
  public boolean isSliced() {
    return false;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public @Nullable File getFile() {
    return null;
  }

  @Override
  public boolean getFileLocked() {
    return false;
  }
}
