package io.github.identitysync.testing;

import io.github.identitysync.model.FieldRule;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What records and updates say about one folder: when each identity and each link was first seen,
 * in milliseconds, and what was written through each identity, by the names of the fields.
 */
public record Facts(
    Map<Identity, Long> identities,
    Map<Link, Long> links,
    Map<Identity, Map<String, Set<Write>>> writes) {

  /** A browser and a user of an external system that are the same person. */
  public record Link(Identity browser, Identity external) {}

  /** Makes the facts of an empty folder. */
  public Facts() {
    this(new HashMap<>(), new HashMap<>(), new HashMap<>());
  }

  /** Returns the browser of a record. */
  public static Identity browser(SyncRecord record) {
    return Identity.browser(record.browserId());
  }

  /** Returns the external identity of a record. */
  public static Identity external(SyncRecord record) {
    return Identity.external(record.externalSystemType(), record.externalSystemUserId());
  }

  void add(SyncRecord record) {
    long time = record.occurredAt().toEpochMilli();
    identities.merge(browser(record), time, Math::min);
    identities.merge(external(record), time, Math::min);
    links.merge(new Link(browser(record), external(record)), time, Math::min);
  }

  void add(ProfileUpdate update) {
    identities.merge(update.identity(), update.occurredAt().toEpochMilli(), Math::min);
    update
        .values()
        .forEach(
            (name, value) ->
                writes
                    .computeIfAbsent(update.identity(), identity -> new HashMap<>())
                    .computeIfAbsent(name, field -> new HashSet<>())
                    .add(new Write(update.occurredAt(), value)));
  }

  /** Returns what must be equal for digests to be equal, if fields always had these rules. */
  public Digested digested(Map<String, FieldRule> rules) {
    Map<Identity, Map<String, Kept>> kept = new HashMap<>();
    writes.forEach(
        (identity, fields) -> {
          Map<String, Kept> own = new HashMap<>();
          fields.forEach(
              (name, all) ->
                  own.put(name, Kept.of(rules.getOrDefault(name, FieldRule.LATEST), all)));
          kept.put(identity, own);
        });
    return new Digested(new HashMap<>(identities), new HashMap<>(links), kept);
  }

  /** Facts without the writes that make no difference. */
  public record Digested(
      Map<Identity, Long> identities,
      Map<Link, Long> links,
      Map<Identity, Map<String, Kept>> kept) {}
}
