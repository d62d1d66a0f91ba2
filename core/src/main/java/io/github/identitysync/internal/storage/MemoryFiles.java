package io.github.identitysync.internal.storage;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A directory on the heap, for stores that need not outlive their process. */
public final class MemoryFiles implements StoreFiles {

  private final Map<String, MemoryFile> files = new HashMap<>();

  /** Makes an empty directory. */
  public MemoryFiles() {}

  @Override
  public synchronized boolean exists(String name) {
    return files.containsKey(name);
  }

  @Override
  public synchronized StoreFile open(String name) {
    return files.computeIfAbsent(name, unused -> new MemoryFile());
  }

  @Override
  public void sync() {}

  @Override
  public void close() {}

  private static final class MemoryFile implements StoreFile {

    private static final int CHUNK = 1 << 18;

    private final List<byte[]> chunks = new ArrayList<>();
    private long size;

    @Override
    public synchronized long size() {
      return size;
    }

    @Override
    public synchronized void read(long position, byte[] target, int offset, int length)
        throws EOFException {
      if (position + length > size) {
        throw new EOFException();
      }
      int done = 0;
      while (done < length) {
        int within = (int) ((position + done) % CHUNK);
        int count = Math.min(length - done, CHUNK - within);
        System.arraycopy(chunk(position + done), within, target, offset + done, count);
        done += count;
      }
    }

    @Override
    public synchronized void write(long position, ByteBuffer source) {
      long end = position + source.remaining();
      while ((long) chunks.size() * CHUNK < end) {
        chunks.add(new byte[CHUNK]);
      }
      long at = position;
      while (source.hasRemaining()) {
        int within = (int) (at % CHUNK);
        int count = Math.min(source.remaining(), CHUNK - within);
        source.get(chunk(at), within, count);
        at += count;
      }
      size = Math.max(size, end);
    }

    private byte[] chunk(long position) {
      return chunks.get((int) (position / CHUNK));
    }

    @Override
    public void sync() {}

    @Override
    public synchronized void truncate(long newSize) {
      if (newSize >= size) {
        return;
      }
      size = newSize;
      int kept = (int) ((newSize + CHUNK - 1) / CHUNK);
      chunks.subList(kept, chunks.size()).clear();
      if (newSize % CHUNK != 0) {
        Arrays.fill(chunks.get(kept - 1), (int) (newSize % CHUNK), CHUNK, (byte) 0);
      }
    }

    @Override
    public void close() {}
  }
}
