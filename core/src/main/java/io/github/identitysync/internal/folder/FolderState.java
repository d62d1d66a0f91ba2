package io.github.identitysync.internal.folder;

import io.github.identitysync.internal.disjointset.Edges;
import io.github.identitysync.internal.disjointset.Forest;
import io.github.identitysync.internal.disjointset.Nodes;
import io.github.identitysync.internal.storage.FactStore;
import io.github.identitysync.model.IdentitySyncException;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One folder in memory: the nodes and edges of its facts, the forest derived from them, and where
 * the blocks of facts are.
 *
 * <p>Threads: the store's thread stages new facts beyond the counts of what is visible, where
 * readers do not look, and publishes them under the write lock once they are durable. Readers take
 * no lock unless a publication comes between.
 */
public final class FolderState {

  /** The number of a folder that has no facts yet. */
  public static final int UNNUMBERED = -1;

  private final FactStore store;
  private final String id;
  private final FolderKeys keys;
  private final StampedLock lock = new StampedLock();
  private final Nodes nodes = new Nodes();
  private final Forest forest = new Forest(nodes);
  private final Edges edges;
  private final BlockDirectory blocks = new BlockDirectory();
  private final FolderFields fields;
  private final FolderNames names;
  private final ProfileReader profiles;
  private volatile int number;
  private volatile boolean loaded;

  /** How many nodes and edges are published: durable, and part of the forest. */
  private int visibleNodes;

  private int visibleEdges;

  /** How many earlier times the blocks hold; for the store's thread. */
  private long timeCount;

  private @Nullable Throwable loadFailure;

  /**
   * Makes a folder whose facts are not loaded yet.
   *
   * @param caches the blocks that the store keeps in memory
   * @param number its number in the store's catalog, or {@link #UNNUMBERED} if it is not there
   */
  public FolderState(FactStore store, BlockCaches caches, String id, int number) {
    this.store = store;
    this.id = id;
    this.keys = new FolderKeys(store.secret(), id);
    this.edges = new Edges(nodes, keys.edgeSeed());
    this.fields = new FolderFields(this, store, caches.fields());
    this.names = new FolderNames(this, caches.names());
    this.profiles = new ProfileReader(this);
    this.number = number;
    this.loaded = number == UNNUMBERED;
  }

  /**
   * Reads the facts, unless that was done before. Cost: proportional to the folder, once.
   *
   * @throws IdentitySyncException.Corrupt if a block of facts is damaged
   */
  public FolderState load() {
    if (!loaded) {
      long stamp = lock.writeLock();
      try {
        if (!loaded) {
          loadOnce();
        }
      } finally {
        lock.unlockWrite(stamp);
      }
    }
    return this;
  }

  /** What a failed attempt has read would be in the way of a second one. */
  private void loadOnce() {
    if (loadFailure instanceof IdentitySyncException known) {
      throw known;
    }
    if (loadFailure != null) {
      throw new IdentitySyncException.StorageFailed("the folder was not read", loadFailure);
    }
    try {
      new FactLoader(this).load();
      loaded = true;
    } catch (Throwable e) {
      loadFailure = e;
      throw e;
    }
  }

  /** Returns whether the facts were read. */
  public boolean isLoaded() {
    return loaded;
  }

  /** Returns the folder's id. */
  public String id() {
    return id;
  }

  /** Returns how many blocks of facts there are; for the store's thread. */
  public int blockCount() {
    return blocks.count();
  }

  /** Returns the number in the store's catalog, or -1. */
  public int number() {
    return number;
  }

  void number(int assigned) {
    number = assigned;
  }

  FactStore store() {
    return store;
  }

  FolderKeys keys() {
    return keys;
  }

  Nodes nodes() {
    return nodes;
  }

  Edges edges() {
    return edges;
  }

  Forest forest() {
    return forest;
  }

  BlockDirectory blocks() {
    return blocks;
  }

  FolderFields fields() {
    return fields;
  }

  StampedLock lock() {
    return lock;
  }

  int visibleNodes() {
    return visibleNodes;
  }

  int visibleEdges() {
    return visibleEdges;
  }

  long timeCount() {
    return timeCount;
  }

  void addTimes(int count) {
    timeCount += count;
  }

  /** Shows readers every node and edge there is. */
  void publishCounts() {
    visibleNodes = nodes.count();
    visibleEdges = edges.count();
  }

  /**
   * Runs a reading that has no effects until it gives a result that no publication came between.
   * What it throws or returns while one does is discarded.
   */
  <T extends @Nullable Object> T read(Supplier<T> reading) {
    long stamp = lock.tryOptimisticRead();
    if (stamp != 0) {
      try {
        T result = reading.get();
        if (lock.validate(stamp)) {
          return result;
        }
      } catch (RuntimeException e) {
        if (lock.validate(stamp)) {
          throw e;
        }
      }
    }
    stamp = lock.readLock();
    try {
      return reading.get();
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /** Returns the key of the block that holds a node's name; to be called within {@link #read}. */
  int blockKey(int node) {
    return blocks.key(blocks.find(node));
  }

  /** Returns a block of facts. */
  byte[] block(int key) {
    byte[] block = store.blocks().get(number, key);
    if (block == null) {
      throw new IdentitySyncException.Corrupt(
          "I2: block " + key + " of folder " + number + " is missing");
    }
    return block;
  }

  /**
   * Looks the records' identities and links up.
   *
   * @return whether every one is known, and as early as its record says, so that the batch adds no
   *     fact
   */
  public boolean resolve(SyncBatch batch) {
    return new Resolver(this).resolve(batch);
  }

  /**
   * Looks the updates' identities and their fields up, and works out what is new.
   *
   * @return whether nothing is, so that the batch adds no fact
   */
  public boolean resolve(UpdateBatch batch) {
    return new Resolver(this).resolve(batch);
  }

  /** Returns what reads the profiles. */
  public ProfileReader profiles() {
    return profiles;
  }

  /** Returns the identities of the nodes. */
  public FolderNames names() {
    return names;
  }

  /**
   * How large a folder is.
   *
   * @param nodes identities
   * @param edges links
   * @param sets profiles
   * @param largest identities in the largest profile
   */
  public record Size(int nodes, int edges, int sets, int largest) {}

  /** Returns how large the folder is. */
  public Size size() {
    return read(() -> new Size(visibleNodes, visibleEdges, forest.sets(), forest.largest()));
  }

  /**
   * Returns a hash of the set of published facts. Cost: proportional to the folder, while writers
   * wait.
   */
  public FactDigest digest() {
    long stamp = lock.readLock();
    try {
      FactDigest digest = new FactDigest(keys.factHash(), keys.fieldHash());
      for (int node = 0; node < visibleNodes; node++) {
        digest.addNode(nodes.keyHigh(node), nodes.keyLow(node), nodes.rank(node));
      }
      for (int edge = 0; edge < visibleEdges; edge++) {
        int from = edges.from(edge);
        int to = edges.to(edge);
        digest.addEdge(
            nodes.keyHigh(from),
            nodes.keyLow(from),
            nodes.keyHigh(to),
            nodes.keyLow(to),
            edges.time(edge));
      }
      fields.digest(digest);
      return digest;
    } finally {
      lock.unlockRead(stamp);
    }
  }
}
