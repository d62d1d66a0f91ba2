package io.github.identitysync;

import java.util.List;

/**
 * What one call of {@link IdentitySync#apply} did. The numbers are those of applying its records
 * one after the other.
 *
 * @param applied how many records were applied: all but the refused ones
 * @param alreadyLinked how many of them named a link that was known before
 * @param newIdentities how many identities were seen for the first time
 * @param newLinks how many links were seen for the first time
 * @param merges the joins of two existing profiles, folder by folder, in the order of the records
 *     that caused them; the list is immutable
 * @param refused the records that were left out because one of their identities is a placeholder,
 *     or because of their time, in the order of their positions; immutable
 */
public record SyncReport(
    int applied,
    int alreadyLinked,
    int newIdentities,
    int newLinks,
    List<ProfileMerge> merges,
    List<RefusedRecord> refused) {

  /** Copies the lists. */
  public SyncReport {
    merges = List.copyOf(merges);
    refused = List.copyOf(refused);
  }
}
