package io.github.identitysync.internal.folder;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gives back the room of fields that were written over, and joins the small blocks that small
 * commits leave. For the store's thread.
 *
 * <p>A block is rewritten when at most half of the fields in it count, or when it is small. So the
 * blocks have at most about twice the size of the fields, and a field is rewritten about as often
 * as one is written over.
 */
public final class FieldCompactor {

  /** How many bytes of blocks are rewritten at a time. */
  private static final int RUN_BYTES = 1 << 20;

  /** How many bytes of blocks one call rewrites, but for the last run. */
  private static final int MOST_BYTES = 64 << 20;

  private final FolderState folder;
  private final FolderFields fields;
  private final FieldDirectory directory;
  private final int runBytes;
  private final int mostBytes;

  /** Makes a compactor for a folder. */
  public FieldCompactor(FolderState folder) {
    this(folder, RUN_BYTES, MOST_BYTES);
  }

  /** Makes a compactor that rewrites so much at a time, and in one call. */
  FieldCompactor(FolderState folder, int runBytes, int mostBytes) {
    this.folder = folder;
    this.fields = folder.fields();
    this.directory = fields.directory();
    this.runBytes = runBytes;
    this.mostBytes = mostBytes;
  }

  /**
   * Rewrites what is worth it, some of it now and the rest when it is called again, so that neither
   * the time nor the memory that it takes grow with the folder. The store is to commit the result.
   *
   * @return whether there is a rest
   */
  public boolean compact() {
    List<Integer> run = new ArrayList<>();
    long bytes = 0;
    long total = 0;
    for (int key : candidates()) {
      if (total > mostBytes) {
        return true;
      }
      run.add(key);
      bytes += directory.bytes(key);
      if (bytes >= runBytes) {
        rewrite(run);
        run.clear();
        total += bytes;
        bytes = 0;
      }
    }
    rewrite(run);
    return false;
  }

  /** A block that is small but wholly in use is left alone if there is no other to join it with. */
  private List<Integer> candidates() {
    List<Integer> candidates = new ArrayList<>();
    boolean anyHalfEmpty = false;
    for (int key = FieldDirectory.ROLL + 1; key < directory.keyEnd(); key++) {
      if (directory.serial(key) != 0) {
        boolean isHalfEmpty = directory.isHalfEmpty(key);
        anyHalfEmpty |= isHalfEmpty;
        if (isHalfEmpty || directory.bytes(key) < FieldBlockWriter.SETTLED_BYTES) {
          candidates.add(key);
        }
      }
    }
    return anyHalfEmpty || candidates.size() > 1 ? candidates : List.of();
  }

  private void rewrite(List<Integer> run) {
    if (run.isEmpty()) {
      return;
    }
    FieldBlockWriter writer = new FieldBlockWriter(folder.number(), directory);
    inUse(run)
        .forEach(
            (node, block) -> {
              int place = block.find(node);
              writer.add(node, block.bytes(), block.start(place), block.end(place));
            });
    List<FieldBlock> blocks = writer.finish();
    blocks.forEach(fields::put);
    directory.reserve(0);
    long stamp = folder.lock().writeLock();
    try {
      blocks.forEach(block -> directory.add(block, new int[block.count()]));
      run.forEach(directory::remove);
    } finally {
      folder.lock().unlockWrite(stamp);
    }
    run.forEach(fields::clear);
    fields.putRoll(List.of());
  }

  /** Returns the nodes whose fields are in some blocks, with the blocks. */
  private SortedMap<Integer, FieldBlock> inUse(List<Integer> keys) {
    SortedMap<Integer, FieldBlock> inUse = new TreeMap<>();
    for (int key : keys) {
      if (directory.inUse(key) > 0) {
        FieldBlock block = fields.block(key);
        for (int place = 0; place < block.count(); place++) {
          int node = block.node(place);
          if (directory.key(node) == key) {
            inUse.put(node, block);
          }
        }
      }
    }
    return inUse;
  }
}
