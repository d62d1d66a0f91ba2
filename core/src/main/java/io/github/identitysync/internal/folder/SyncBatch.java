package io.github.identitysync.internal.folder;

import io.github.identitysync.model.SyncRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The sync records of one call about one folder, and what applying them did. */
public final class SyncBatch extends IdentityBatch {

  /** A record has two identities: its browser first, then its external one. */
  static final int SIDES = 2;

  private static final int MERGE_LONGS = 4;

  private int[] edges;
  private long[] times;
  private String lastType = "";
  private byte[] lastTypeUtf8 = {};
  private int count;

  /** The records that say something new, in their order. */
  private int[] staged = new int[4];

  private int stagedCount;

  /** The records with a new link between two identities that were there before. */
  private final BitSet joinsExisting = new BitSet();

  /** Four longs a merge, in the order of the fields of {@link Merge}. */
  private long[] merges = {};

  private int mergeLongs;
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
    super(folder, SIDES * expected);
    int room = Math.max(expected, 1);
    this.edges = new int[room];
    this.times = new long[room];
  }

  /** Adds a record that was observed at a time in milliseconds; its folder is not looked at. */
  public void add(SyncRecord record, long time) {
    if (count == times.length) {
      times = Arrays.copyOf(times, 2 * count);
      edges = Arrays.copyOf(edges, 2 * count);
    }
    Names.putBrowser(nameSink(), record.browserId());
    endName();
    Names.putExternal(nameSink(), utf8(record.externalSystemType()), record.externalSystemUserId());
    endName();
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

  /** Returns how many records there are. */
  public int count() {
    return count;
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

  /** Whether a record's identities are known, and were seen as early as it says. */
  boolean identitiesSettled(int record) {
    return isSettled(SIDES * record) && isSettled(SIDES * record + 1);
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
    return node(SIDES * record);
  }

  /** The node found for a record's external identity. */
  int external(int record) {
    return node(SIDES * record + 1);
  }

  @Override
  long rank(int side) {
    return Rank.of(times[side / SIDES], side % SIDES == 0);
  }

  long time(int record) {
    return times[record];
  }

  void countEdge(int record, boolean joinsTwo) {
    newEdges++;
    if (joinsTwo) {
      joinsExisting.set(record);
    }
  }

  /** Takes note that a record says something new, of an edge that is staged or known. */
  void stage(int record, int edge) {
    if (stagedCount == staged.length) {
      staged = Arrays.copyOf(staged, Math.max(2 * stagedCount, Math.min(count, 1 << 10)));
    }
    edges[record] = edge;
    staged[stagedCount++] = record;
  }

  int stagedCount() {
    return stagedCount;
  }

  /** The record that is one of those that say something new. */
  int staged(int index) {
    return staged[index];
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
