package io.github.identitysync.internal.folder;

import java.util.List;

/**
 * Joins the small blocks that small commits leave, so that a folder written one record at a time is
 * read as fast as one written in bulk. For the store's thread.
 */
public final class BlockJoiner {

  /** Readers wait while the blocks of one run are exchanged, so a run is short. */
  private static final int RUN_BLOCKS = 256;

  private final FolderState folder;
  private final BlockDirectory directory;

  /** Makes a joiner for a folder. */
  public BlockJoiner(FolderState folder) {
    this.folder = folder;
    this.directory = folder.blocks();
  }

  /**
   * Joins the blocks from an index on, and earlier ones that are not larger than what they are
   * joined with, so that a fact is rewritten a number of times that is logarithmic in the size of a
   * block. The store is to commit the result.
   *
   * @param firstNew how many blocks there were when blocks were last joined
   */
  public void join(int firstNew) {
    int at = start(firstNew);
    while (at < directory.count()) {
      int end = runEnd(at);
      at += end - at > 1 ? join(at, end) : 1;
    }
  }

  private int start(int firstNew) {
    int from = firstNew;
    long bytes = 0;
    for (int i = from; i < directory.count(); i++) {
      bytes += directory.bytes(i);
    }
    while (from > 0 && !isSettled(from - 1) && directory.bytes(from - 1) <= bytes) {
      bytes += directory.bytes(--from);
    }
    return from;
  }

  private boolean isSettled(int index) {
    return directory.bytes(index) >= BlockWriter.SETTLED_BYTES;
  }

  /** Returns where a run of blocks ends that fit into one; a settled block is a run of its own. */
  private int runEnd(int from) {
    int end = from;
    int bytes = 0;
    while (end < directory.count()
        && !isSettled(end)
        && end - from < RUN_BLOCKS
        && bytes + directory.bytes(end) <= BlockWriter.TARGET_BYTES) {
      bytes += directory.bytes(end++);
    }
    return Math.max(end, from + 1);
  }

  /**
   * Writes the facts of some blocks anew, as fewer blocks under the first of their keys, and
   * returns how many blocks they are then.
   */
  private int join(int from, int end) {
    int number = folder.number();
    int key = directory.key(from);
    BlockReader first = reader(key);
    BlockWriter writer =
        new BlockWriter(number, key, first.firstNode(), first.firstEdge(), first.firstTime());
    for (int i = from; i < end; i++) {
      reader(directory.key(i)).read(new Copy(writer));
    }
    List<BlockWriter.Block> joined = writer.finish();
    if (joined.size() >= end - from) {
      return end - from; // far apart, facts can take more room together than alone
    }
    long stamp = folder.lock().writeLock();
    try {
      for (BlockWriter.Block block : joined) {
        folder.store().blocks().put(number, block.key(), block.bytes());
      }
      for (int i = from; i < end; i++) {
        if (directory.key(i) >= key + joined.size()) {
          folder.store().blocks().remove(number, directory.key(i));
        }
      }
      directory.replace(from, end, joined);
    } finally {
      folder.lock().unlockWrite(stamp);
    }
    return joined.size();
  }

  private BlockReader reader(int key) {
    return new BlockReader(folder.number(), key, folder.block(key));
  }

  /** Writes the facts of a block again. */
  record Copy(BlockWriter writer) implements BlockReader.Facts {

    @Override
    public void node(
        long time, byte[] bytes, int typeOffset, int typeLength, int idOffset, int idLength) {
      writer.node(time, bytes, typeOffset, typeLength, idOffset, idLength);
    }

    @Override
    public void edge(int from, int to, long time) {
      writer.edge(from, to, time);
    }

    @Override
    public void nodeTime(int node, long time) {
      writer.nodeTime(node, time);
    }

    @Override
    public void edgeTime(int edge, long time) {
      writer.edgeTime(edge, time);
    }
  }
}
