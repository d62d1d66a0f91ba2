package io.github.identitysync.internal.storage;

import io.github.identitysync.model.IdentitySyncException;
import io.github.identitysync.model.SyncRecord;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mapdb.Atomic;
import org.mapdb.BTreeMap;
import org.mapdb.CC;
import org.mapdb.DB;
import org.mapdb.Serializer;
import org.mapdb.StoreDirect;
import org.mapdb.volume.VolumeFactory;

/**
 * The durable state of a store: a catalog of folders, and for each folder two lists of blocks: of
 * facts, and of fields. What the names of folders and the bytes of blocks mean is not known here.
 *
 * <p>One thread changes, commits and checkpoints; after an error it must close the store. Any
 * thread may read beside it. A reader may see a change before it is committed, so callers look only
 * at what they know to be committed.
 */
public final class FactStore implements AutoCloseable {

  /** The greatest stamp of a store that has none. */
  public static final long NO_STAMP = Long.MIN_VALUE;

  private static final long MAX_STAMP = 1_000 * SyncRecord.MAX_EPOCH_SECONDS;

  private final StoreFiles files;
  private final @Nullable String readOnlyReason;
  private final JournaledPages pages;
  private final JournaledVolume volume;
  private final BTreeMap<byte[], Integer> folders;
  private final BlockMap blocks;
  private final BlockMap fieldBlocks;
  private final Atomic.Long stamp;
  private final ReadWriteLock lifecycle = new ReentrantReadWriteLock();
  private boolean closed;

  private FactStore(StoreFiles files, JournaledPages pages) throws IOException {
    this.files = files;
    this.readOnlyReason = files.readOnlyReason();
    this.pages = pages;
    this.volume = new JournaledVolume(pages);
    volume.beginCall();
    NativeHash.keepOut();
    DB db = openDb(volume, pages.count() > 0);
    this.folders =
        db.treeMap("folders")
            .keySerializer(Serializer.BYTE_ARRAY)
            .valueSerializer(Serializer.INTEGER)
            .counterEnable()
            .createOrOpen();
    this.blocks = new BlockMap(db, "blocks");
    this.fieldBlocks = new BlockMap(db, "fields");
    this.stamp = db.atomicLong("stamp", NO_STAMP).createOrOpen();
    if (stamp.get() != NO_STAMP && Math.abs(stamp.get()) > MAX_STAMP) {
      throw new IdentitySyncException.Corrupt("the greatest stamp is out of range");
    }
    if (readOnlyReason == null) {
      pages.commit();
    }
  }

  /**
   * Opens the store in a directory, which it owns from then on, creating it where there is none.
   * Where nothing may be written, there must be one, and it can only be read.
   *
   * @param secret 16 bytes, or null to draw a new store's secret and to take an existing one's
   * @param journalBytes the size of the journal at which a checkpoint is due
   * @throws IdentitySyncException.Corrupt if the files are damaged
   * @throws IdentitySyncException.UnsupportedFormat if they have another format version
   * @throws IllegalArgumentException if the secret is not the store's
   */
  public static FactStore open(StoreFiles files, byte @Nullable [] secret, long journalBytes)
      throws IOException {
    JournaledPages pages = new StoreOpener(files, secret, journalBytes).open();
    try {
      return new FactStore(files, pages);
    } catch (IOException e) {
      pages.close();
      throw e;
    } catch (Throwable e) {
      pages.close();
      throw asDamage(e);
    }
  }

  private static DB openDb(JournaledVolume volume, boolean exists) {
    StoreDirect store =
        StoreDirect.Companion.make(
            null,
            VolumeFactory.wrap(volume, exists),
            /* fileLockWait= */ 0,
            /* isReadOnly= */ false,
            /* isThreadSafe= */ true,
            CC.STORE_DIRECT_CONC_SHIFT,
            /* allocateIncrement= */ CC.PAGE_SIZE,
            /* allocateStartSize= */ 0,
            /* fileDeleteAfterClose= */ false,
            /* fileDeleteAfterOpen= */ false,
            /* checksum= */ false,
            /* checksumHeader= */ false,
            /* checksumHeaderBypass= */ false);
    return new DB(store, exists, true, FactStore.class.getClassLoader(), 0);
  }

  /** Returns the 16 bytes that key this store's hashes. */
  public byte[] secret() {
    return pages.secret();
  }

  /** Returns why the store can only be read, or null if that is not so. */
  public @Nullable String readOnlyReason() {
    return readOnlyReason;
  }

  /** Returns the number of a folder, or -1 where there is none of that name. */
  public int folder(byte[] name) {
    Integer number = call(() -> folders.get(name));
    return number == null ? -1 : number;
  }

  /** Returns how many folders there are. */
  public int folderCount() {
    return call(() -> Math.toIntExact(folders.sizeLong()));
  }

  /** Delivers the name and number of every folder. */
  public void forEachFolder(BiConsumer<byte[], Integer> consumer) {
    call(
        () -> {
          for (Map.Entry<byte[], Integer> entry : folders.getEntries()) {
            consumer.accept(entry.getKey(), entry.getValue());
          }
          return null;
        });
  }

  /** Adds a folder to the catalog. */
  public void addFolder(byte[] name, int number) {
    call(() -> folders.put(name, number));
  }

  /** Returns the greatest stamp given to a fact, or {@link #NO_STAMP}; see {@link #stamp(long)}. */
  public long stamp() {
    return call(stamp::get);
  }

  /**
   * Raises the greatest stamp given to a fact.
   *
   * @param millis milliseconds since 1970, rounded up; changes nothing if it is no greater
   */
  public void stamp(long millis) {
    call(
        () -> {
          if (millis > stamp.get()) {
            stamp.set(millis);
          }
          return null;
        });
  }

  /** Returns the blocks of facts about identities and links. */
  public BlockMap blocks() {
    return blocks;
  }

  /** Returns the blocks of fields. */
  public BlockMap fieldBlocks() {
    return fieldBlocks;
  }

  /** For each folder a list of blocks of bytes, each at an index of its own. */
  public final class BlockMap {

    private final BTreeMap<Long, byte[]> blocks;

    private BlockMap(DB db, String name) {
      this.blocks =
          db.treeMap(name)
              .keySerializer(Serializer.LONG)
              .valueSerializer(Serializer.BYTE_ARRAY)
              .valuesOutsideNodesEnable()
              .createOrOpen();
    }

    /** Returns a block of a folder, or null where there is none of that index. */
    public byte @Nullable [] get(int folder, int index) {
      byte[] block = call(() -> blocks.get(key(folder, index)));
      return block == null || block.length == 0 ? null : block;
    }

    /** Returns the indexes at which a folder has blocks, in their order. */
    public int[] indexes(int folder) {
      return call(
          () -> {
            IntStream.Builder indexes = IntStream.builder();
            all(folder).keySet().forEach(key -> indexes.add(key.intValue()));
            return indexes.build().toArray();
          });
    }

    /** Delivers the index and the bytes of every block of a folder, in the order of the indexes. */
    public void forEach(int folder, BiConsumer<Integer, byte[]> consumer) {
      call(
          () -> {
            all(folder)
                .forEach(
                    (key, block) -> {
                      if (block.length > 0) {
                        consumer.accept(key.intValue(), block);
                      }
                    });
            return null;
          });
    }

    private ConcurrentNavigableMap<Long, byte[]> all(int folder) {
      return blocks.subMap(key(folder, 0), true, key(folder, Integer.MAX_VALUE), true);
    }

    /** Writes a block over the one that a folder has at that index, if any. */
    public void put(int folder, int index, byte[] block) {
      call(() -> blocks.put(key(folder, index), block));
    }

    /** Removes the block that a folder has at an index. */
    public void remove(int folder, int index) {
      call(() -> blocks.remove(key(folder, index)));
    }

    /**
     * Empties the block that a folder has at an index, to which another will be written. MapDB
     * never uses the record number of a value again that it removed.
     */
    public void clear(int folder, int index) {
      put(folder, index, new byte[0]);
    }

    /** Returns how many blocks all folders have together. Cost: that of reading them. */
    public long count() {
      return call(() -> blocks.getValues().stream().filter(block -> block.length > 0).count());
    }

    private static long key(int folder, int index) {
      return ((long) folder << Integer.SIZE) | index;
    }
  }

  /** Makes every change so far durable, all or nothing. */
  public void commit() throws IOException {
    pages.commit();
  }

  /** Whether the journal has reached its size. */
  public boolean isCheckpointDue() {
    return pages.isCheckpointDue();
  }

  /**
   * Moves the committed changes into the base file and empties the journal.
   *
   * @param last whether the store is about to be closed
   */
  public void checkpoint(boolean last) throws IOException {
    pages.checkpoint(last);
  }

  /**
   * Reads every page of the base file.
   *
   * @throws IdentitySyncException.Corrupt if one is damaged
   */
  public void verifyPages() {
    call(
        () -> {
          pages.verify();
          return null;
        });
  }

  /** Runs a call into MapDB while the store is open. */
  private <T> T call(Supplier<T> call) {
    Lock lock = lifecycle.readLock();
    lock.lock();
    try {
      if (closed) {
        throw new IdentitySyncException.Closed();
      }
      volume.beginCall();
      return call.get();
    } catch (Throwable e) {
      throw asDamage(e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whatever MapDB throws of itself means that its structures are not what it wrote. That a class
   * is missing is no damage.
   */
  private static RuntimeException asDamage(Throwable e) {
    if (e instanceof IdentitySyncException known) {
      return known;
    }
    if (e instanceof LinkageError error) {
      throw error;
    }
    if (e instanceof VirtualMachineError error && !(e instanceof StackOverflowError)) {
      throw error;
    }
    return new IdentitySyncException.Corrupt("the collections are damaged", e);
  }

  /**
   * Closes the files and gives the directory up, as a kill would: without a commit or a checkpoint.
   */
  @Override
  public void close() throws IOException {
    lifecycle.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      try (files) {
        pages.close();
      }
    } finally {
      lifecycle.writeLock().unlock();
    }
  }
}
