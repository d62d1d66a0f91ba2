package io.github.identitysync.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The statement that, in one folder, a browser and a user of an external system are the same
 * person.
 *
 * @param folderId the folder the statement is about; folders never share anything
 * @param browserId the browser's identifier
 * @param externalSystemType which external system
 * @param externalSystemUserId the user's identifier in that system
 * @param occurredAt when it was observed, kept to the millisecond; null to have the store stamp the
 *     record with its clock when it is applied
 */
public record SyncRecord(
    String folderId,
    String browserId,
    String externalSystemType,
    String externalSystemUserId,
    @Nullable Instant occurredAt) {

  /** Times are nearer to 1970 than this many seconds, about 146 million years. */
  public static final long MAX_EPOCH_SECONDS = (1L << 62) / 1_000;

  /**
   * Checks the identifiers and drops what the time has below the millisecond.
   *
   * @throws IllegalArgumentException if an identifier is null, blank, or has an unpaired surrogate,
   *     or if the time is {@link #MAX_EPOCH_SECONDS} or more before or after 1970
   */
  public SyncRecord {
    Ids.check("folderId", folderId);
    Ids.check("browserId", browserId);
    Ids.check("externalSystemType", externalSystemType);
    Ids.check("externalSystemUserId", externalSystemUserId);
    if (occurredAt != null) {
      occurredAt = Instant.ofEpochMilli(checkTime(occurredAt).toEpochMilli());
    }
  }

  /**
   * Returns a record that the store stamps with its clock when it is applied.
   *
   * @throws IllegalArgumentException if an identifier is null, blank, or has an unpaired surrogate
   */
  public static SyncRecord of(
      String folderId, String browserId, String externalSystemType, String externalSystemUserId) {
    return new SyncRecord(folderId, browserId, externalSystemType, externalSystemUserId, null);
  }

  /**
   * Returns a record that the store stamps with its clock when it is applied.
   *
   * @throws IllegalArgumentException if the folder's id is null, blank, or has an unpaired
   *     surrogate, or if an identity is null
   */
  public static SyncRecord of(
      String folderId, Identity.Browser browser, Identity.External external) {
    if (browser == null || external == null) {
      throw new IllegalArgumentException((browser == null ? "browser" : "external") + " is null");
    }
    return of(folderId, browser.id(), external.type(), external.userId());
  }

  static Instant checkTime(Instant instant) {
    if (Math.abs(instant.getEpochSecond()) >= MAX_EPOCH_SECONDS) {
      throw new IllegalArgumentException("occurredAt is out of range");
    }
    return instant;
  }
}
