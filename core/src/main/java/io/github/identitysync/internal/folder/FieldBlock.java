package io.github.identitysync.internal.folder;

import io.github.identitysync.model.IdentitySyncException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A block of fields: the sets of fields of some nodes, in the order of the nodes. */
final class FieldBlock {

  private final byte[] bytes;
  private final int folder;
  private final int key;
  private final long serial;
  private final int[] nodes;

  /** Where the set of each node begins, and behind them where the last one ends. */
  private final int[] starts;

  /**
   * Reads a block.
   *
   * @throws IdentitySyncException.Corrupt if it is not whole, or not the block of that place
   */
  FieldBlock(int folder, int key, byte[] bytes) {
    this.bytes = bytes;
    this.folder = folder;
    this.key = key;
    ByteSource source = open(folder, key, bytes);
    this.serial = source.varint();
    int count = source.count();
    if (count == 0 || count > bytes.length) {
      throw source.damaged("has a number that cannot be");
    }
    this.nodes = new int[count];
    this.starts = new int[count + 1];
    long node = -1;
    int end = 0;
    for (int i = 0; i < count; i++) {
      node += 1L + source.count();
      if (node > Integer.MAX_VALUE) {
        throw source.damaged("has a number that cannot be");
      }
      nodes[i] = (int) node;
      starts[i] = end;
      int length = source.count();
      if (length > bytes.length - end) {
        throw source.damaged("ends early");
      }
      end += length;
    }
    starts[count] = end;
    int begin = source.position();
    source.skip(end);
    for (int i = 0; i <= count; i++) {
      starts[i] += begin;
    }
  }

  /** Makes a block of its parts. */
  FieldBlock(int folder, int key, long serial, int[] nodes, int[] starts, byte[] bytes) {
    this.folder = folder;
    this.key = key;
    this.serial = serial;
    this.nodes = nodes;
    this.starts = starts;
    this.bytes = bytes;
  }

  /** Begins to read a block, behind its checksum, folder and key. */
  static ByteSource open(int folder, int key, byte[] bytes) {
    ByteSource source =
        new ByteSource(
            bytes, Checksum.BYTES, () -> "I12: block " + key + " of fields of folder " + folder);
    if (!Checksum.isRight(bytes)) {
      throw source.damaged("is damaged");
    }
    if (source.count() != folder || source.count() != key) {
      throw source.damaged("is another one");
    }
    return source;
  }

  /** The number of the block among all that the folder ever had. */
  long serial() {
    return serial;
  }

  /** Whether it is the block with these numbers. */
  boolean is(int itsFolder, int itsKey, long itsSerial) {
    return folder == itsFolder && key == itsKey && serial == itsSerial;
  }

  /** The number of the folder. */
  int folder() {
    return folder;
  }

  /** The key of the block in the folder. */
  int key() {
    return key;
  }

  /** How many nodes have fields here. */
  int count() {
    return nodes.length;
  }

  /** The node at a place in the block. */
  int node(int place) {
    return nodes[place];
  }

  /** Returns the place of a node in the block, or a negative number. */
  int find(int node) {
    return Arrays.binarySearch(nodes, node);
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where among the bytes the set of fields at a place begins. */
  int start(int place) {
    return starts[place];
  }

  /** Where it ends. */
  int end(int place) {
    return starts[place + 1];
  }

  /** How many bytes it has. */
  int length(int place) {
    return starts[place + 1] - starts[place];
  }

  /** Returns the fields at a place. */
  FieldSet fields(int place) {
    ByteSource source =
        new ByteSource(
            bytes,
            starts[place],
            () -> "I13: node " + nodes[place] + " of folder " + folder + ", whose fields");
    FieldSet fields = FieldDecoder.read(source);
    fields.bytes(length(place));
    if (source.position() != starts[place + 1]) {
      throw source.damaged("have another length");
    }
    return fields;
  }

  /** Returns the fields of a node, or null where the block has none of it. */
  @Nullable FieldSet fieldsOf(int node) {
    int place = find(node);
    return place < 0 ? null : fields(place);
  }
}
