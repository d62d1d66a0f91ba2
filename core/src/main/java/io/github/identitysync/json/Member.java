package io.github.identitysync.json;

import org.jspecify.annotations.Nullable;

/** The members of a record that are read; the others are ignored. */
enum Member {
  FOLDER_ID(0, "folderId"),
  BROWSER_ID(1, "browserId"),
  EXTERNAL_SYSTEM_TYPE(2, "externalSystemType"),
  EXTERNAL_SYSTEM_USER_ID(3, "externalSystemUserId"),
  OCCURRED_AT(4, "occurredAt");

  /** How many members hold an identifier; their indexes come first. */
  static final int IDS = 4;

  private static final Member[] VALUES = values();

  final int index;
  final String jsonName;

  Member(int index, String jsonName) {
    this.index = index;
    this.jsonName = jsonName;
  }

  /** Returns the member with the name as spelled, or null if there is none. */
  static @Nullable Member named(String name) {
    return switch (name) {
      case "folderId" -> FOLDER_ID;
      case "browserId" -> BROWSER_ID;
      case "externalSystemType" -> EXTERNAL_SYSTEM_TYPE;
      case "externalSystemUserId" -> EXTERNAL_SYSTEM_USER_ID;
      case "occurredAt" -> OCCURRED_AT;
      default -> null;
    };
  }

  /** Returns the identifier that a set of members, one bit each, lacks first, or null if none. */
  static @Nullable Member firstMissingId(int seen) {
    for (int i = 0; i < IDS; i++) {
      if ((seen & VALUES[i].bit()) == 0) {
        return VALUES[i];
      }
    }
    return null;
  }

  int bit() {
    return 1 << index;
  }

  String is(String what) {
    return jsonName + " is " + what;
  }
}
