package io.github.identitysync.testing;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.SyncRecord;
import java.util.HashMap;
import java.util.Map;

/**
 * What records say about one folder: when each identity and each link was first seen, in
 * milliseconds. Equal for equal facts.
 */
public record Facts(Map<Identity, Long> identities, Map<Link, Long> links) {

  /** A browser and a user of an external system that are the same person. */
  public record Link(Identity browser, Identity external) {}

  /** Makes the facts of an empty folder. */
  public Facts() {
    this(new HashMap<>(), new HashMap<>());
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
}
