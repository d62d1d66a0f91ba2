package io.github.identitysync.internal.storage;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Files in memory; counts what is open and what is read, and may change what is read. */
final class WatchedFiles implements StoreFiles {

  /** Sees what was read before the reader does. */
  interface Reading {

    void read(long position, byte[] bytes, int offset, int length) throws IOException;
  }

  private final MemoryFiles files = new MemoryFiles();
  private int openFiles;
  private int closings;
  private Reading reading = (position, bytes, offset, length) -> {};

  /** Returns how many files were opened and not closed. */
  int openFiles() {
    return openFiles;
  }

  /** Returns how often the directory was given up. */
  int closings() {
    return closings;
  }

  /** Shows what is read from the base file from now on. */
  void onBaseRead(Reading next) {
    reading = next;
  }

  @Override
  public boolean exists(String name) {
    return files.exists(name);
  }

  @Override
  public StoreFile open(String name) {
    openFiles++;
    return new WatchedFile(files.open(name), name.equals("identities.db"));
  }

  @Override
  public void sync() {
    files.sync();
  }

  @Override
  public void close() {
    closings++;
    files.close();
  }

  private final class WatchedFile implements StoreFile {

    private final StoreFile file;
    private final boolean isBase;

    WatchedFile(StoreFile file, boolean isBase) {
      this.file = file;
      this.isBase = isBase;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
      file.read(position, target, offset, length);
      if (isBase) {
        reading.read(position, target, offset, length);
      }
    }

    @Override
    public void write(long position, ByteBuffer source) throws IOException {
      file.write(position, source);
    }

    @Override
    public void sync() throws IOException {
      file.sync();
    }

    @Override
    public void truncate(long size) throws IOException {
      file.truncate(size);
    }

    @Override
    public void close() throws IOException {
      openFiles--;
      file.close();
    }
  }
}
