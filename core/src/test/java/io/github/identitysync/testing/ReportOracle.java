package io.github.identitysync.testing;

import io.github.identitysync.Profile;
import io.github.identitysync.ProfileMerge;
import io.github.identitysync.RefusedRecord;
import io.github.identitysync.SyncReport;
import io.github.identitysync.UpdateReport;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileId;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a store should report of a call: an oracle is told its elements one after the other, and
 * asked before and after each.
 */
public final class ReportOracle {

  private final Oracle oracle;

  /** Makes an oracle for reports of one that knows what was said before; it is told more. */
  public ReportOracle(Oracle oracle) {
    this.oracle = oracle;
  }

  /**
   * Returns what applying records, which have times, should report.
   *
   * @param refused what the call had besides, and should refuse
   */
  public SyncReport apply(List<SyncRecord> records, List<RefusedRecord> refused) {
    int alreadyLinked = 0;
    int newIdentities = 0;
    List<ProfileMerge> merges = new ArrayList<>();
    for (SyncRecord record : records) {
      Facts facts = facts(record.folderId());
      List<Identity> both = List.of(Facts.browser(record), Facts.external(record));
      Set<Identity> missing = new HashSet<>(both);
      missing.removeAll(facts.identities().keySet());
      newIdentities += missing.size();
      boolean linked = facts.links().containsKey(new Facts.Link(both.get(0), both.get(1)));
      alreadyLinked += linked ? 1 : 0;
      if (linked || !missing.isEmpty()) {
        oracle.add(record);
      } else {
        merge(record, both).ifPresent(merges::add);
      }
    }
    return new SyncReport(
        records.size(),
        alreadyLinked,
        newIdentities,
        records.size() - alreadyLinked,
        merges,
        refused);
  }

  /** Returns the merge of two known identities' profiles, if they are two. */
  private Optional<ProfileMerge> merge(SyncRecord record, List<Identity> both) {
    ProfileId one = id(record, both.get(0));
    ProfileId other = id(record, both.get(1));
    oracle.add(record);
    ProfileId survivor = id(record, both.get(0));
    return one.equals(other)
        ? Optional.empty()
        : Optional.of(
            new ProfileMerge(record.folderId(), survivor, survivor.equals(one) ? other : one));
  }

  private ProfileId id(SyncRecord record, Identity identity) {
    return oracle.profile(record.folderId(), identity).map(Profile::id).orElseThrow();
  }

  /**
   * Returns what applying updates, which have times, should report.
   *
   * @param refused what the call had besides, and should refuse
   */
  public UpdateReport update(List<ProfileUpdate> updates, List<RefusedRecord> refused) {
    int unchanged = 0;
    int newIdentities = 0;
    for (ProfileUpdate update : updates) {
      Set<Identity> known = new HashSet<>(facts(update.folderId()).identities().keySet());
      Facts.Digested before = oracle.digested(update.folderId());
      oracle.add(update);
      unchanged += oracle.digested(update.folderId()).equals(before) ? 1 : 0;
      newIdentities += known.contains(update.identity()) ? 0 : 1;
    }
    return new UpdateReport(updates.size(), unchanged, newIdentities, refused);
  }

  private Facts facts(String folderId) {
    return oracle.facts().getOrDefault(folderId, new Facts());
  }
}
