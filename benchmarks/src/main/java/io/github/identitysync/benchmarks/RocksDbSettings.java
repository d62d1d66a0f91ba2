package io.github.identitysync.benchmarks;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompactionPriority;
import org.rocksdb.CompressionType;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.HyperClockCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteOptions;

/**
 * How RocksDB is set up. What is set follows its tuning guide and what it does for point lookups;
 * where that leaves a choice, one was taken that none was clearly faster than:
 *
 * <ul>
 *   <li>write buffers of 16 MiB, up to 4, with a Bloom filter over whole keys, since in larger ones
 *       reading and inserting cost more
 *   <li>a hyper clock cache for blocks of 16 KiB, which have a hash index; indexes and filters of
 *       files always stay in memory
 *   <li>a Bloom filter of 10 bits a key
 *   <li>no compression
 *   <li>2 background jobs; dynamic level sizes and files of least overlap first in compaction;
 *       files are synced each MiB while they are written
 *   <li>log files are used again, which makes syncing them cheaper
 * </ul>
 */
final class RocksDbSettings implements AutoCloseable {

  private static final int WRITE_BUFFER_MIB = 16;
  private static final int WRITE_BUFFERS = 4;

  /** How much may wait in memory to be written to files. */
  static final int WRITE_MIB = WRITE_BUFFERS * WRITE_BUFFER_MIB;

  private static final int MIB = 1 << 20;

  static {
    RocksDB.loadLibrary();
  }

  private final Cache cache;
  private final BloomFilter filter = new BloomFilter(10);
  private final Options options;
  private final WriteOptions synced = new WriteOptions().setSync(true);

  RocksDbSettings(int cacheMib) {
    this.cache = new HyperClockCache((long) cacheMib * MIB, 0, -1, false);
    this.options =
        new Options()
            .setCreateIfMissing(true)
            .setWriteBufferSize((long) WRITE_BUFFER_MIB * MIB)
            .setMaxWriteBufferNumber(WRITE_BUFFERS)
            .setMemtablePrefixBloomSizeRatio(0.02)
            .setMemtableWholeKeyFiltering(true)
            .setTableFormatConfig(
                new BlockBasedTableConfig()
                    .setBlockCache(cache)
                    .setBlockSize(16 << 10)
                    .setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash)
                    .setFilterPolicy(filter))
            .setCompressionType(CompressionType.NO_COMPRESSION)
            .setMaxBackgroundJobs(2)
            .setLevelCompactionDynamicLevelBytes(true)
            .setCompactionPriority(CompactionPriority.MinOverlappingRatio)
            .setBytesPerSync(MIB)
            .setRecycleLogFileNum(4);
  }

  /** Returns the options of a database. */
  Options options() {
    return options;
  }

  /** Returns the options of writes that are synced. */
  WriteOptions synced() {
    return synced;
  }

  @Override
  public void close() {
    synced.close();
    options.close();
    filter.close();
    cache.close();
  }
}
