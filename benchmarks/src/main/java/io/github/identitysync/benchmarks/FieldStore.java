package io.github.identitysync.benchmarks;

import io.github.identitysync.Field;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/** What a store of fields must do to be measured. Used by one thread. */
interface FieldStore extends AutoCloseable {

  /** Opens a new store of the given kind. */
  static FieldStore open(String kind, Path directory) {
    return switch (kind) {
      case "identitySync" -> new IdentitySyncFields(directory);
      case "rocksDb" -> new RocksDbFields(directory);
      default -> throw new IllegalArgumentException("there is no store " + kind);
    };
  }

  /** Joins identities into profiles, if the store does such a thing. */
  void link(List<SyncRecord> records);

  /** Writes all or none, durable when it returns. Of the writes to a field the later one wins. */
  void update(List<ProfileUpdate> updates);

  /** Returns what is known about the person, or the identity alone where there are no persons. */
  SortedMap<String, Field> read(Identity identity);

  @Override
  void close();
}
