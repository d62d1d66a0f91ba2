package io.github.identitysync.json;

import io.github.identitysync.model.SyncRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;

/**
 * Turns the elements of the input into records, one by one. An identifier that equals the one in
 * the same member of an earlier record shares its String, if no other came between.
 */
final class RecordParser {

  private static final String OUT_OF_RANGE = Member.OCCURRED_AT.is("out of range");

  private final JsonParser json;
  private final int maxIdBytes;

  /** The last valid identifier of each member, by index; empty before the first one. */
  private final String[] ids = {"", "", "", ""};

  private int seen;
  private @Nullable Instant occurredAt;
  private String reason = "";

  RecordParser(JsonParser json, int maxIdBytes) {
    this.json = json;
    this.maxIdBytes = maxIdBytes;
  }

  /**
   * Reads the element that starts with the parser's current token, up to and including its last
   * token.
   *
   * @return the record, or null if the element is none, for the {@link #reason()} given
   */
  @Nullable SyncRecord parse() {
    seen = 0;
    occurredAt = null;
    reason = "";
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      reason = "not an object";
      return null;
    }
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      JsonToken value = json.nextToken();
      Member member = Member.named(name);
      if (member != null && reason.isEmpty()) {
        readMember(member, value);
      }
      json.skipChildren();
    }
    Member missing = Member.firstMissingId(seen);
    if (missing != null && reason.isEmpty()) {
      reason = missing.is("missing");
    }
    return reason.isEmpty() ? newRecord() : null;
  }

  /** Everything but the range of the time was checked before. */
  private @Nullable SyncRecord newRecord() {
    try {
      return new SyncRecord(ids[0], ids[1], ids[2], ids[3], occurredAt);
    } catch (IllegalArgumentException e) {
      reason = OUT_OF_RANGE;
      return null;
    }
  }

  /** Returns why the last element was no record. */
  String reason() {
    return reason;
  }

  private void readMember(Member member, JsonToken value) {
    if ((seen & member.bit()) != 0) {
      reason = member.is("given twice");
      return;
    }
    seen |= member.bit();
    if (member == Member.OCCURRED_AT) {
      readOccurredAt(value);
    } else if (value == JsonToken.VALUE_STRING) {
      readId(member);
    } else {
      reason = member.is(value == JsonToken.VALUE_NULL ? "null" : "not a string");
    }
  }

  private void readId(Member member) {
    int length = json.getStringLength();
    json.streamReadConstraints().validateStringLength(length);
    char[] buffer = json.getStringCharacters();
    int offset = json.getStringOffset();
    String last = ids[member.index];
    if (length > 0 && IdText.same(last, buffer, offset, length)) {
      return;
    }
    int bytes = IdText.utf8Length(buffer, offset, length);
    if (bytes > maxIdBytes) {
      reason = member.is("longer than " + maxIdBytes + " bytes");
    } else if (bytes == IdText.UNPAIRED_SURROGATE) {
      reason = member.jsonName + " has an unpaired surrogate";
    } else {
      String id = new String(buffer, offset, length);
      if (id.isBlank()) {
        reason = member.is("blank");
      } else {
        ids[member.index] = id;
      }
    }
  }

  private void readOccurredAt(JsonToken value) {
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    if (value != JsonToken.VALUE_NUMBER_INT) {
      reason = Member.OCCURRED_AT.is("not a whole number");
      return;
    }
    NumberType type = json.getNumberType();
    if (type == NumberType.INT || type == NumberType.LONG) {
      occurredAt = Instant.ofEpochMilli(json.getLongValue());
    } else {
      reason = OUT_OF_RANGE;
    }
  }
}
