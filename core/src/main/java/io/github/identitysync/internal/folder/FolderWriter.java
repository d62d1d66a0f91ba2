package io.github.identitysync.internal.folder;

import io.github.identitysync.internal.disjointset.Edges;
import io.github.identitysync.internal.disjointset.Forest;
import io.github.identitysync.internal.disjointset.Nodes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Applies batches to one folder, for one commit: {@link #stage} finds what is new, {@link
 * #writeFacts} hands it to the store, and after the store's commit {@link #publish} shows it to
 * readers. For the store's thread.
 */
public final class FolderWriter {

  private final FolderState folder;
  private final Nodes nodes;
  private final Edges edges;
  private final Forest forest;
  private final FieldWriter fields;
  private final List<IdentityBatch> staged = new ArrayList<>();

  /** For each new node the batch that has its name, and the side of the batch. */
  private final List<IdentityBatch> nameBatches = new ArrayList<>();

  private int[] nameSides = new int[16];

  /** Earlier times of nodes and edges that readers already see. */
  private final TimeList nodeTimes = new TimeList();

  private final TimeList edgeTimes = new TimeList();

  /** The ranks that readers do not see yet of nodes that they do. */
  private final Map<Integer, Long> lowered = new HashMap<>();

  private List<BlockWriter.Block> blocks = List.of();
  private int newTimes;
  private long stamp;

  /** Where what is read for the cache's sake goes, so that it is read. */
  @SuppressWarnings("UnusedVariable")
  private int touched;

  /** Begins a commit. */
  public FolderWriter(FolderState folder) {
    this.folder = folder;
    this.nodes = folder.nodes();
    this.edges = folder.edges();
    this.forest = folder.forest();
    this.fields = new FieldWriter(folder);
  }

  /** Numbers, each with a time. */
  private static final class TimeList {
    private int[] numbers = new int[4];
    private long[] times = new long[4];
    private int count;

    void add(int number, long time) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
        times = Arrays.copyOf(times, 2 * count);
      }
      numbers[count] = number;
      times[count++] = time;
    }

    /** Returns the earliest time of each number, in the order of the numbers. */
    TimeList earliest() {
      TimeList earliest = new TimeList();
      IntStream.range(0, count)
          .boxed()
          .sorted(
              Comparator.<Integer>comparingInt(i -> numbers[i]).thenComparingLong(i -> times[i]))
          .filter(i -> earliest.isNext(numbers[i]))
          .forEach(i -> earliest.add(numbers[i], times[i]));
      return earliest;
    }

    private boolean isNext(int number) {
      return count == 0 || numbers[count - 1] != number;
    }
  }

  /** Adds the new facts of a batch beyond what readers see, and counts them in the batch. */
  public void stage(IdentityBatch batch) {
    staged.add(batch);
    if (batch instanceof SyncBatch links) {
      stageLinks(links);
    } else if (batch instanceof UpdateBatch updates) {
      stageFields(updates);
    }
  }

  private void stageFields(UpdateBatch batch) {
    for (int side = 0; side < batch.sides(); side++) {
      int known = nodes.find(batch.keyHigh(side), batch.keyLow(side), nodes.count());
      long rank =
          known < 0
              ? UpdateBatch.UNSEEN
              : Math.min(nodes.rank(known), lowered.getOrDefault(known, UpdateBatch.UNSEEN));
      fields.stage(batch, side, stageNode(batch, side), rank);
    }
  }

  private void stageLinks(SyncBatch batch) {
    for (int from = 0; from < batch.count(); from += IdentityBatch.CHUNK) {
      int to = Math.min(from + IdentityBatch.CHUNK, batch.count());
      for (int side = SyncBatch.SIDES * from; side < SyncBatch.SIDES * to; side++) {
        if (batch.node(side) < 0) {
          touched += nodes.touch(batch.keyLow(side));
        }
      }
      for (int i = from; i < to; i++) {
        if (batch.edge(i) == SyncBatch.UNKNOWN) {
          stage(batch, i);
        }
      }
    }
  }

  private void stage(SyncBatch batch, int record) {
    int nodesBefore = nodes.count();
    int edgesBefore = edges.count();
    int timesBefore = nodeTimes.count + edgeTimes.count;
    int browser = stageNode(batch, SyncBatch.SIDES * record);
    int external = stageNode(batch, SyncBatch.SIDES * record + 1);
    long time = batch.time(record);
    int edge = edges.findOrAdd(browser, external, time);
    if (edge == edgesBefore) {
      batch.countEdge(record, nodes.count() == nodesBefore);
    } else if (edge >= folder.visibleEdges()) {
      edges.lowerTime(edge, time);
    } else if (time < edges.time(edge)) {
      edgeTimes.add(edge, time);
    }
    if (edge == edgesBefore || nodeTimes.count + edgeTimes.count > timesBefore) {
      batch.stage(record, edge);
    }
  }

  private int stageNode(IdentityBatch batch, int side) {
    if (batch.isSettled(side)) {
      return batch.node(side);
    }
    long rank = batch.rank(side);
    int node = batch.node(side);
    int count = nodes.count();
    if (node < 0) {
      node = nodes.findOrAdd(batch.keyHigh(side), batch.keyLow(side), rank);
      batch.node(side, node);
    }
    if (node == count) {
      addName(batch, side);
      batch.countNode();
    } else if (node >= folder.visibleNodes()) {
      nodes.lowerRank(node, rank);
    } else if (rank < nodes.rank(node)) {
      nodeTimes.add(node, Rank.time(rank));
      lowered.merge(node, rank, Math::min);
    }
    return node;
  }

  private void addName(IdentityBatch batch, int side) {
    int count = nameBatches.size();
    if (count == nameSides.length) {
      nameSides = Arrays.copyOf(nameSides, 2 * count);
    }
    nameSides[count] = side;
    nameBatches.add(batch);
  }

  /** Returns whether anything staged is new. */
  public boolean hasFacts() {
    return nodes.count() > folder.visibleNodes()
        || edges.count() > folder.visibleEdges()
        || nodeTimes.count > 0
        || edgeTimes.count > 0
        || fields.hasFields();
  }

  /** Returns the folder. */
  public FolderState folder() {
    return folder;
  }

  /** Returns whether the folder is not yet in the store's catalog. */
  public boolean needsNumber() {
    return folder.number() == FolderState.UNNUMBERED;
  }

  /** Gives the folder the number that it has in the store's catalog. */
  public void number(int number) {
    folder.number(number);
  }

  /** Hands the new facts to the store, which is to commit them. */
  public void writeFacts() {
    BlockDirectory directory = folder.blocks();
    int firstNode = folder.visibleNodes();
    int firstEdge = folder.visibleEdges();
    BlockWriter writer =
        new BlockWriter(
            folder.number(), directory.nextKey(), firstNode, firstEdge, folder.timeCount());
    for (int i = 0; i < nameBatches.size(); i++) {
      IdentityBatch batch = nameBatches.get(i);
      int start = batch.nameStart(nameSides[i]);
      int length = batch.nameEnd(nameSides[i]) - start;
      writer.node(Rank.time(nodes.rank(firstNode + i)), batch.names(), start, length);
    }
    for (int edge = firstEdge; edge < edges.count(); edge++) {
      writer.edge(edges.from(edge), edges.to(edge), edges.time(edge));
    }
    TimeList times = nodeTimes.earliest();
    for (int i = 0; i < times.count; i++) {
      writer.nodeTime(times.numbers[i], times.times[i]);
    }
    newTimes = times.count;
    times = edgeTimes.earliest();
    for (int i = 0; i < times.count; i++) {
      writer.edgeTime(times.numbers[i], times.times[i]);
    }
    newTimes += times.count;
    blocks = writer.finish();
    for (BlockWriter.Block block : blocks) {
      folder.store().blocks().put(folder.number(), block.key(), block.bytes());
    }
    fields.writeFields();
    reserve();
  }

  /** Takes the memory that publishing needs, so that it cannot fail half-way. */
  private void reserve() {
    folder.blocks().reserve(blocks.size());
    forest.reserve(nodes.count());
    nodes.reserveRanks(lowered.size());
    edges.reserveTimes(edgeTimes.count);
    for (IdentityBatch batch : staged) {
      if (batch instanceof SyncBatch links) {
        links.reserveMerges();
      }
    }
  }

  /** Keeps readers out until {@link #unlock}, so that several folders can be published as one. */
  public void lock() {
    stamp = folder.lock().writeLock();
  }

  /** Lets readers in again. */
  public void unlock() {
    folder.lock().unlockWrite(stamp);
  }

  /**
   * Joins profiles as the committed facts say and shows them to readers; to be called under the
   * lock. It makes no object, not even an iterator: see {@link #reserve}.
   */
  public void publish() {
    for (int i = 0; i < blocks.size(); i++) {
      BlockWriter.Block block = blocks.get(i);
      folder.blocks().add(block.key(), block.firstNode(), block.bytes().length);
    }
    folder.addTimes(newTimes);
    forest.addUpTo(nodes.count());
    for (int i = 0; i < staged.size(); i++) {
      if (staged.get(i) instanceof SyncBatch links) {
        publish(links);
      } else {
        publishRanks(staged.get(i));
      }
    }
    fields.publish();
    folder.publishCounts();
  }

  private void publishRanks(IdentityBatch batch) {
    for (int side = 0; side < batch.sides(); side++) {
      lowerRank(batch.node(side), batch.rank(side));
    }
  }

  private void publish(SyncBatch batch) {
    for (int from = 0; from < batch.stagedCount(); from += IdentityBatch.CHUNK) {
      int to = Math.min(from + IdentityBatch.CHUNK, batch.stagedCount());
      for (int i = from; i < to; i++) {
        int external = batch.external(batch.staged(i));
        touched += forest.touch(external) + nodes.touchNode(external);
      }
      for (int i = from; i < to; i++) {
        publish(batch, batch.staged(i));
      }
    }
  }

  private void publish(SyncBatch batch, int record) {
    int browser = batch.browser(record);
    int external = batch.external(record);
    boolean joinsExisting = batch.joinsExisting(record);
    int first = joinsExisting ? forest.first(forest.root(browser)) : 0;
    int otherFirst = joinsExisting ? forest.first(forest.root(external)) : 0;
    boolean firstPrecedes = joinsExisting && nodes.precedes(first, otherFirst);
    if (!lowered.isEmpty()) {
      lowerRank(browser, Rank.of(batch.time(record), true));
      lowerRank(external, Rank.of(batch.time(record), false));
    }
    if (edgeTimes.count > 0) {
      edges.lowerTime(batch.edge(record), batch.time(record));
    }
    if (forest.union(browser, external) && joinsExisting) {
      int survivor = forest.first(forest.root(browser));
      boolean otherAbsorbed = survivor == first || (survivor != otherFirst && firstPrecedes);
      int absorbed = otherAbsorbed ? otherFirst : first;
      batch.addMerge(
          nodes.keyHigh(survivor),
          nodes.keyLow(survivor),
          nodes.keyHigh(absorbed),
          nodes.keyLow(absorbed));
    }
  }

  /** The ranks of nodes that are new fell while they were staged. */
  private void lowerRank(int node, long rank) {
    if (node < folder.visibleNodes() && rank < nodes.rank(node)) {
      nodes.lowerRank(node, rank);
      forest.rankFell(node);
    }
  }
}
