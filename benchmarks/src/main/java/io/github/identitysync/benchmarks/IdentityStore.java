package io.github.identitysync.benchmarks;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.SyncRecord;
import java.util.List;

/** What a store of identities must do to be measured. May be used by many threads. */
interface IdentityStore extends AutoCloseable {

  /**
   * Joins the two identities of each record. All or nothing, and durable when it returns, where the
   * store is durable; a batch that says nothing new writes nothing.
   */
  void apply(List<SyncRecord> batch);

  /** Returns whether both identities are known and of one profile. */
  boolean sameProfile(String folderId, Identity one, Identity other);

  /**
   * Makes an {@link Identity} of each member of the profile and returns how many there are; 0 if
   * the identity is not known.
   */
  int profile(String folderId, Identity identity);

  @Override
  void close();
}
