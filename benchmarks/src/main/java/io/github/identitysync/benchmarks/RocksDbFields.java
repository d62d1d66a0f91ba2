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
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Fields in RocksDB: one key for each identity, with all of its fields as the value, which is read,
 * merged and put back. This is less than what {@link IdentitySyncFields} does: identities are not
 * resolved to profiles.
 *
 * <p>The distinct identities of a batch are read with one {@code multiGetAsList} and the changed
 * ones are written with one synced {@code WriteBatch}. The last level has no Bloom filters, since
 * keys that are read exist.
 */
final class RocksDbFields implements FieldStore {

  static final int CACHE_MIB = 512;
  private static final byte[] NO_FIELDS = {};

  private final FieldCodec codec = new FieldCodec();
  private final RocksDbSettings settings = new RocksDbSettings(CACHE_MIB);
  private final WriteBatch batch = new WriteBatch();
  private final RocksDB db;

  RocksDbFields(Path directory) {
    settings.options().setOptimizeFiltersForHits(true);
    try {
      this.db = RocksDB.open(settings.options(), directory.toString());
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
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
      db.write(settings.synced(), batch);
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
    settings.close();
  }
}
