package io.github.identitysync.json;

import io.github.identitysync.model.SyncRecord;

/** Texts in the wire form. */
final class Wire {

  static final String EXAMPLE =
      """
      { "folderId": "00000000000aaaaa", "browserId": "123",
        "externalSystemType": "crm123", "externalSystemUserId": "user123" }
      """;
  static final SyncRecord EXAMPLE_RECORD =
      SyncRecord.of("00000000000aaaaa", "123", "crm123", "user123");

  private Wire() {}

  /** Returns a valid record whose browser and user carry the number. */
  static SyncRecord record(int number) {
    return SyncRecord.of("f", "b" + number, "t", "u" + number);
  }

  /** Returns {@link #record} as text on one line. */
  static String text(int number) {
    return with("\"browserId\":\"b%d\",\"externalSystemUserId\":\"u%d\"".formatted(number, number));
  }

  /** Returns what is said of an element on the first line. */
  static RejectedRecord rejected(long index, String reason) {
    return new RejectedRecord(index, 1, reason);
  }

  /** Returns an object with a folder, an external system, and more members. */
  static String with(String members) {
    return "{\"folderId\":\"f\",\"externalSystemType\":\"t\"," + members + "}";
  }
}
