package io.github.identitysync.internal.folder;

import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The fields that one commit writes to one folder. For the store's thread. */
final class FieldWriter {

  private final FolderState folder;
  private final FolderFields fields;
  private final SortedMap<Integer, FieldSet> staged = new TreeMap<>();
  private List<FieldBlock> blocks = List.of();

  /** For each block how many bytes of fields its nodes had before. */
  private List<int[]> bytesBefore = List.of();

  FieldWriter(FolderState folder) {
    this.folder = folder;
    this.fields = folder.fields();
  }

  /**
   * Adds what a batch says of the fields of an identity.
   *
   * @param rank the rank that its node had before, or {@link UpdateBatch#UNSEEN}
   */
  void stage(UpdateBatch batch, int side, int node, long rank) {
    int key = fields.directory().key(node);
    long serial = fields.directory().serial(key);
    FieldSet pending = staged.get(node);
    if (pending != null) {
      batch.join(side, rank, serial, pending);
    } else if (!batch.wasJoinedTo(side, rank, serial)) {
      FieldSet before = serial == 0 ? new FieldSet(0) : fields.fields(fields.block(key), node);
      batch.join(side, rank, serial, before);
    }
    FieldSet after = batch.after(side);
    if (after != null) {
      staged.put(node, after);
    }
  }

  /** Returns whether anything staged is new. */
  boolean hasFields() {
    return !staged.isEmpty();
  }

  /** Hands the fields to the store, which is to commit them. */
  void writeFields() {
    if (staged.isEmpty()) {
      return;
    }
    FieldBlockWriter writer = new FieldBlockWriter(folder.number(), fields.directory());
    ByteSink bytes = new ByteSink(1 << 8);
    staged.forEach(
        (node, set) -> {
          bytes.clear();
          FieldEncoder.put(set, bytes);
          writer.add(node, bytes.bytes(), 0, bytes.size());
        });
    blocks = writer.finish();
    bytesBefore = blocks.stream().map(this::bytesBefore).toList();
    blocks.forEach(fields::put);
    fields.putRoll(blocks);
    fields.directory().reserve(folder.nodes().count());
  }

  private int[] bytesBefore(FieldBlock block) {
    return IntStream.range(0, block.count())
        .map(place -> Objects.requireNonNull(staged.get(block.node(place))).bytes())
        .toArray();
  }

  /** Shows the committed fields to readers; to be called under the folder's write lock. */
  void publish() {
    for (int i = 0; i < blocks.size(); i++) {
      fields.directory().add(blocks.get(i), bytesBefore.get(i));
    }
  }
}
