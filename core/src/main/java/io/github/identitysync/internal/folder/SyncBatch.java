package io.github.identitysync.internal.folder;

import io.github.identitysync.model.SyncRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The records of one call about one folder: names and keys of their identities, the nodes found for
 * them, and what applying them did. Filled by the caller's thread, then applied by the store's.
 */
public final class SyncBatch {

  /** A record has two identities: its browser first, then its external one. */
  static final int SIDES = 2;

  static final int UNKNOWN = -1;

  private static final int MERGE_LONGS = 4;

  /**
   * How many records are taken at a time through passes whose cache misses overlap: few enough that
   * what one pass brings into the cache is there for the next.
   */
  public static final int CHUNK = 64;

  private final FolderState folder;
  private final IdentityHash hash;
  private final ByteSink names;
  private int[] nameEnds;
  private long[] keys;
  private int[] nodes;
  private boolean[] settled;
  private int[] edges;
  private long[] times;
  private String lastType = "";
  private byte[] lastTypeUtf8 = {};
  private int count;

  /** The records that say something new. */
  private final BitSet staged = new BitSet();

  /** The records with a new link between two identities that were there before. */
  private final BitSet joinsExisting = new BitSet();

  /** Four longs a merge, in the order of the fields of {@link Merge}. */
  private long[] merges = {};

  private int mergeLongs;
  private int newNodes;
  private int newEdges;

  /**
   * Two profiles that became one, by the halves of their ids.
   *
   * @param survivorHigh of the joined profile's id
   * @param survivorLow of the joined profile's id
   * @param absorbedHigh of the other's id
   * @param absorbedLow of the other's id
   */
  public record Merge(long survivorHigh, long survivorLow, long absorbedHigh, long absorbedLow) {}

  /** Makes an empty batch for a folder with room for some records; more make it grow. */
  public SyncBatch(FolderState folder, int expected) {
    int room = Math.max(expected, 1);
    this.names = new ByteSink(64 * room);
    this.nameEnds = new int[SIDES * room];
    this.keys = new long[2 * SIDES * room];
    this.nodes = new int[SIDES * room];
    this.settled = new boolean[SIDES * room];
    this.edges = new int[room];
    this.times = new long[room];
    this.folder = folder;
    this.hash = folder.keys().identityHash();
  }

  /** Adds a record that was observed at a time in milliseconds; its folder is not looked at. */
  public void add(SyncRecord record, long time) {
    if (count == times.length) {
      times = Arrays.copyOf(times, 2 * count);
      nameEnds = Arrays.copyOf(nameEnds, 2 * SIDES * count);
      nodes = Arrays.copyOf(nodes, 2 * SIDES * count);
      settled = Arrays.copyOf(settled, 2 * SIDES * count);
      edges = Arrays.copyOf(edges, 2 * count);
      keys = Arrays.copyOf(keys, 2 * 2 * SIDES * count);
    }
    int side = SIDES * count;
    Names.putBrowser(names, record.browserId());
    endName(side);
    Names.putExternal(names, utf8(record.externalSystemType()), record.externalSystemUserId());
    endName(side + 1);
    edges[count] = UNKNOWN;
    times[count++] = time;
  }

  /** Most records of a batch name the same system. */
  private byte[] utf8(String type) {
    if (!type.equals(lastType)) {
      lastType = type;
      lastTypeUtf8 = type.getBytes(StandardCharsets.UTF_8);
    }
    return lastTypeUtf8;
  }

  private void endName(int side) {
    nameEnds[side] = names.size();
    int start = nameStart(side);
    hash.hash(names.bytes(), start, names.size() - start);
    keys[2 * side] = hash.high();
    keys[2 * side + 1] = hash.low();
    nodes[side] = UNKNOWN;
    settled[side] = false;
  }

  /** Returns the folder the records are about. */
  public FolderState folder() {
    return folder;
  }

  /** Returns how many records there are. */
  public int count() {
    return count;
  }

  /** Returns how many bytes the names of the identities take. */
  public int nameBytes() {
    return names.size();
  }

  /** Returns how many identities were new. */
  public int newIdentities() {
    return newNodes;
  }

  /** Returns how many links were new. */
  public int newLinks() {
    return newEdges;
  }

  /** Returns the joins of two existing profiles, in the order of the records. */
  public List<Merge> merges() {
    List<Merge> all = new ArrayList<>(mergeLongs / MERGE_LONGS);
    for (int i = 0; i < mergeLongs; i += MERGE_LONGS) {
      all.add(new Merge(merges[i], merges[i + 1], merges[i + 2], merges[i + 3]));
    }
    return all;
  }

  byte[] names() {
    return names.bytes();
  }

  int nameStart(int side) {
    return side == 0 ? 0 : nameEnds[side - 1];
  }

  int nameEnd(int side) {
    return nameEnds[side];
  }

  long keyHigh(int side) {
    return keys[2 * side];
  }

  long keyLow(int side) {
    return keys[2 * side + 1];
  }

  int node(int side) {
    return nodes[side];
  }

  void node(int side, int node) {
    nodes[side] = node;
  }

  /** Whether an identity is known, and was seen as early as the record says. */
  boolean isSettled(int side) {
    return settled[side];
  }

  void settled(int side, boolean isSettled) {
    settled[side] = isSettled;
  }

  /** Whether a record's identities are known, and were seen as early as it says. */
  boolean identitiesSettled(int record) {
    return settled[SIDES * record] && settled[SIDES * record + 1];
  }

  /** The edge of a record that says nothing new, or {@link #UNKNOWN}. */
  int edge(int record) {
    return edges[record];
  }

  void edge(int record, int edge) {
    edges[record] = edge;
  }

  /** The node found for a record's browser. */
  int browser(int record) {
    return nodes[SIDES * record];
  }

  /** The node found for a record's external identity. */
  int external(int record) {
    return nodes[SIDES * record + 1];
  }

  /** The rank that a record gives an identity of its. */
  long rank(int side) {
    return Rank.of(times[side / SIDES], side % SIDES == 0);
  }

  long time(int record) {
    return times[record];
  }

  void countNode() {
    newNodes++;
  }

  void countEdge(int record, boolean joinsTwo) {
    newEdges++;
    joinsExisting.set(record, joinsTwo);
  }

  /** Takes note that a record says something new, of an edge that is staged or known. */
  void stage(int record, int edge) {
    edges[record] = edge;
    staged.set(record);
  }

  /** Returns the first record at or behind one that says something new, or -1. */
  int nextStaged(int record) {
    return staged.nextSetBit(record);
  }

  boolean joinsExisting(int record) {
    return joinsExisting.get(record);
  }

  /** Makes room for as many merges as there can be. */
  void reserveMerges() {
    merges = new long[MERGE_LONGS * joinsExisting.cardinality()];
  }

  void addMerge(long survivorHigh, long survivorLow, long absorbedHigh, long absorbedLow) {
    merges[mergeLongs++] = survivorHigh;
    merges[mergeLongs++] = survivorLow;
    merges[mergeLongs++] = absorbedHigh;
    merges[mergeLongs++] = absorbedLow;
  }
}
