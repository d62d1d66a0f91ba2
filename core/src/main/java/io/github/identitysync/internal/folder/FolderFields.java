package io.github.identitysync.internal.folder;

import io.github.identitysync.internal.disjointset.IntRecords;
import io.github.identitysync.internal.storage.FactStore;
import io.github.identitysync.model.IdentitySyncException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a folder's nodes: which block has them, and the blocks themselves. */
final class FolderFields {

  private final FolderState folder;
  private final FactStore.BlockMap blocks;
  private final BlockCache<FieldBlock> cache;
  private final FieldDirectory directory = new FieldDirectory();

  FolderFields(FolderState folder, FactStore store, BlockCache<FieldBlock> cache) {
    this.folder = folder;
    this.cache = cache;
    this.blocks = store.fieldBlocks();
  }

  FieldDirectory directory() {
    return directory;
  }

  /**
   * Reads which block has which fields (invariant 12).
   *
   * @throws IdentitySyncException.Corrupt if a block is damaged or missing, or has the fields of no
   *     node of the folder
   */
  void load() {
    List<byte[]> roll = new ArrayList<>(1);
    IntRecords lengths = new IntRecords(1);
    blocks.forEach(
        folder.number(),
        (key, bytes) -> {
          if (key == FieldDirectory.ROLL) {
            roll.add(bytes);
          } else {
            directory.load(checked(new FieldBlock(folder.number(), key, bytes)), lengths);
          }
        });
    if (!roll.isEmpty()) {
      directory.checkRoll(folder.number(), roll.get(0));
    } else if (directory.count() > 0) {
      throw new IdentitySyncException.Corrupt(
          "I12: folder " + folder.number() + " lacks the roll of its blocks of fields");
    }
  }

  private FieldBlock checked(FieldBlock block) {
    if (block.node(block.count() - 1) >= folder.nodes().count()) {
      throw new IdentitySyncException.Corrupt(
          "I12: folder " + folder.number() + " has fields of no identity");
    }
    return block;
  }

  /** Hands a block to the store. */
  void put(FieldBlock block) {
    blocks.put(folder.number(), block.key(), block.bytes());
    keep(block);
  }

  private void keep(FieldBlock block) {
    if (block.bytes().length <= BlockCaches.MAX_BLOCK_BYTES) {
      cache.put(folder.number(), block.key(), block);
    }
  }

  /** Empties a block that has no node's fields any more; its key will be taken again. */
  void clear(int key) {
    blocks.clear(folder.number(), key);
  }

  /** Hands the roll to the store, as it is once some blocks were added to the directory. */
  void putRoll(List<FieldBlock> more) {
    byte[] roll = directory.roll(folder.number(), more);
    blocks.put(folder.number(), FieldDirectory.ROLL, roll);
  }

  /**
   * Where the fields of nodes stand at one instant: by node the key and serial number of the block,
   * 0 where the node has no fields.
   */
  record Places(int[] nodes, int[] keys, long[] serials) {}

  /** Returns where the fields of nodes stand; to be called within {@link FolderState#read}. */
  Places places(int[] nodes) {
    int[] keys = new int[nodes.length];
    long[] serials = new long[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      keys[i] = directory.key(nodes[i]);
      serials[i] = directory.serial(keys[i]);
    }
    return new Places(nodes, keys, serials);
  }

  /** Returns the fields of one of several nodes, or null if they stand elsewhere by now. */
  @Nullable FieldSet read(Places places, int index) {
    return read(places.nodes()[index], places.keys()[index], places.serials()[index]);
  }

  /** Returns the fields that a node has in a block, or null if the block is another one by now. */
  @Nullable FieldSet read(int node, int key, long serial) {
    if (key == FieldDirectory.ROLL) {
      return new FieldSet(0);
    }
    FieldBlock block = block(key, serial);
    return block == null ? null : fields(block, node);
  }

  /** Returns the fields of the nodes that have any, or null if some stand elsewhere by now. */
  @Nullable List<ProfileReading.MemberFields> read(Places places) {
    List<ProfileReading.MemberFields> read = new ArrayList<>();
    for (int i = 0; i < places.nodes().length; i++) {
      if (places.keys()[i] != FieldDirectory.ROLL) {
        FieldSet fields = read(places, i);
        if (fields == null) {
          return null;
        }
        read.add(new ProfileReading.MemberFields(places.nodes()[i], fields));
      }
    }
    return read;
  }

  /** Returns the block with a key, or null if it is another one by now. */
  @Nullable FieldBlock block(int key, long serial) {
    FieldBlock cached = cache.get(folder.number(), key);
    if (cached != null && cached.is(folder.number(), key, serial)) {
      return cached;
    }
    byte[] bytes = blocks.get(folder.number(), key);
    FieldBlock block = bytes == null ? null : new FieldBlock(folder.number(), key, bytes);
    if (block == null || block.serial() != serial) {
      return null;
    }
    keep(block);
    return block;
  }

  /**
   * Returns a block that cannot be another one by now: for the store's thread, and for others while
   * they keep writers out.
   */
  FieldBlock block(int key) {
    FieldBlock block = block(key, directory.serial(key));
    if (block == null) {
      throw new IdentitySyncException.Corrupt(
          "I12: block " + key + " of fields of folder " + folder.number() + " is missing");
    }
    return block;
  }

  /** Returns the fields that a node has in a block. */
  FieldSet fields(FieldBlock block, int node) {
    FieldSet fields = block.fieldsOf(node);
    if (fields == null) {
      throw new IdentitySyncException.Corrupt(
          "I12: block "
              + block.key()
              + " of fields of folder "
              + folder.number()
              + " lacks a node");
    }
    return fields;
  }

  /** Receives where the fields of a node stand in a block. */
  private interface Visitor {
    void visit(FieldBlock block, int place);
  }

  /** Visits the fields of every node, while writers are kept out. */
  private void forEach(Visitor visitor) {
    for (int key = FieldDirectory.ROLL + 1; key < directory.keyEnd(); key++) {
      if (directory.serial(key) != 0 && directory.inUse(key) > 0) {
        FieldBlock block = block(key);
        for (int place = 0; place < block.count(); place++) {
          if (directory.key(block.node(place)) == key) {
            visitor.visit(block, place);
          }
        }
      }
    }
  }

  /** Adds the fields of every node to a digest, while writers are kept out. */
  void digest(FactDigest digest) {
    forEach(
        (block, place) -> {
          int node = block.node(place);
          digest.addFields(
              folder.nodes().keyHigh(node),
              folder.nodes().keyLow(node),
              block.bytes(),
              block.start(place),
              block.end(place));
        });
  }

  /**
   * Reads the fields of every node, while writers are kept out (invariant 13).
   *
   * @throws IdentitySyncException.Corrupt if they are not as they are written
   */
  void verify() {
    ByteSink again = new ByteSink(1 << 8);
    forEach(
        (block, place) -> {
          again.clear();
          FieldEncoder.put(block.fields(place), again);
          if (!Arrays.equals(
              again.bytes(),
              0,
              again.size(),
              block.bytes(),
              block.start(place),
              block.end(place))) {
            throw new IdentitySyncException.Corrupt(
                "I13: folder " + folder.number() + " has fields in another form");
          }
        });
  }
}
