package io.github.identitysync.benchmarks;

import io.github.identitysync.Field;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompactionPriority;
import org.rocksdb.CompressionType;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.HyperClockCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Fields in RocksDB: one key for each identity, with all of its fields as the value, which is read,
 * merged and put back. This is less than what {@link IdentitySyncFields} does: identities are not
 * resolved to profiles.
 *
 * <p>The distinct identities of a batch are read with one {@code multiGetAsList} and the changed
 * ones are written with one synced {@code WriteBatch}. What is set follows RocksDB's tuning guide
 * and what it does for point lookups; where that leaves a choice, one was taken that none was
 * clearly faster than:
 *
 * <ul>
 *   <li>write buffers of 16 MiB, up to 4, with a Bloom filter over whole keys, since in larger ones
 *       reading and inserting cost more
 *   <li>a hyper clock cache of 512 MiB for blocks of 16 KiB, which have a hash index; indexes and
 *       filters of files always stay in memory
 *   <li>a Bloom filter of 10 bits a key, but for the last level, since keys that are read exist
 *   <li>no compression
 *   <li>2 background jobs; dynamic level sizes and files of least overlap first in compaction;
 *       files are synced each MiB while they are written
 *   <li>log files are used again, which makes syncing them cheaper
 * </ul>
 */
final class RocksDbFields implements FieldStore {

  private static final int MIB = 1 << 20;
  static final int CACHE_BYTES = 512 * MIB;
  static final int WRITE_BUFFER_BYTES = 16 * MIB;
  static final int WRITE_BUFFERS = 4;
  private static final byte[] NO_FIELDS = {};

  static {
    RocksDB.loadLibrary();
  }

  private final FieldCodec codec = new FieldCodec();
  private final Cache cache = new HyperClockCache(CACHE_BYTES, 0, -1, false);
  private final BloomFilter filter = new BloomFilter(10);
  private final Options options = options(cache, filter);
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final WriteBatch batch = new WriteBatch();
  private final RocksDB db;

  RocksDbFields(Path directory) {
    try {
      this.db = RocksDB.open(options, directory.toString());
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Options options(Cache cache, BloomFilter filter) {
    return new Options()
        .setCreateIfMissing(true)
        .setWriteBufferSize(WRITE_BUFFER_BYTES)
        .setMaxWriteBufferNumber(WRITE_BUFFERS)
        .setMemtablePrefixBloomSizeRatio(0.02)
        .setMemtableWholeKeyFiltering(true)
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setBlockSize(16 << 10)
                .setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash)
                .setFilterPolicy(filter))
        .setOptimizeFiltersForHits(true)
        .setCompressionType(CompressionType.NO_COMPRESSION)
        .setMaxBackgroundJobs(2)
        .setLevelCompactionDynamicLevelBytes(true)
        .setCompactionPriority(CompactionPriority.MinOverlappingRatio)
        .setBytesPerSync(MIB)
        .setRecycleLogFileNum(4);
  }

  /** Does nothing. */
  @Override
  public void link(List<SyncRecord> records) {}

  @Override
  public void update(List<ProfileUpdate> updates) {
    try {
      getMergePut(updates);
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  private void getMergePut(List<ProfileUpdate> updates) throws RocksDBException {
    Map<Identity, Integer> positions = new HashMap<>();
    List<byte[]> keys = new ArrayList<>();
    for (ProfileUpdate update : updates) {
      if (positions.putIfAbsent(update.identity(), keys.size()) == null) {
        keys.add(key(update.folderId(), update.identity()));
      }
    }
    List<byte[]> values = db.multiGetAsList(keys);
    BitSet changed = new BitSet();
    for (ProfileUpdate update : updates) {
      int position = positions.get(update.identity());
      byte[] old = values.get(position);
      byte[] merged = codec.merge(old == null ? NO_FIELDS : old, update);
      if (merged != old) {
        values.set(position, merged);
        changed.set(position);
      }
    }
    batch.clear();
    for (int i = changed.nextSetBit(0); i >= 0; i = changed.nextSetBit(i + 1)) {
      batch.put(keys.get(i), values.get(i));
    }
    if (!changed.isEmpty()) {
      db.write(synced, batch);
    }
  }

  @Override
  public SortedMap<String, Field> read(Identity identity) {
    try {
      return FieldCodec.decode(db.get(key(Workload.FOLDER, identity)), identity);
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] key(String folder, Identity identity) {
    ByteArrayOutputStream key = new ByteArrayOutputStream(64);
    key.writeBytes(folder.getBytes(StandardCharsets.UTF_8));
    key.write(0);
    String id;
    if (identity instanceof Identity.External external) {
      key.writeBytes(external.type().getBytes(StandardCharsets.UTF_8));
      id = external.userId();
    } else {
      id = ((Identity.Browser) identity).id();
    }
    key.write(0);
    key.writeBytes(id.getBytes(StandardCharsets.UTF_8));
    return key.toByteArray();
  }

  @Override
  public void close() {
    db.close();
    batch.close();
    synced.close();
    options.close();
    filter.close();
    cache.close();
  }
}
