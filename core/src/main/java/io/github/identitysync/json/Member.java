package io.github.identitysync.json;

import org.jspecify.annotations.Nullable;

/** The members of a record or an update that are read; others are ignored. */
enum Member {
  FOLDER_ID("folderId"),
  BROWSER_ID("browserId"),
  EXTERNAL_SYSTEM_TYPE("externalSystemType"),
  EXTERNAL_SYSTEM_USER_ID("externalSystemUserId"),
  OCCURRED_AT("occurredAt"),
  PROFILE_VALUES("profileValues");

  final String jsonName;

  Member(String jsonName) {
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
      case "profileValues" -> PROFILE_VALUES;
      default -> null;
    };
  }

  String is(String what) {
    return jsonName + " is " + what;
  }
}
