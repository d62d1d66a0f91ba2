package io.github.identitysync.json;

import io.github.identitysync.model.SyncRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;

/**
 * Turns elements of the input into what they stand for, one by one, and gathers that. An identifier
 * that equals the one in the same member of an earlier element shares its String, if no other came
 * between.
 *
 * @param <B> what gathered elements become
 */
abstract class ElementParser<B> {

  /** The elements that were rejected since the last batch. */
  final List<RejectedRecord> rejected = new ArrayList<>();

  private final int maxIdBytes;
  private final Set<Member> members;
  private final Set<Member> nullable;

  /** The last valid identifier of each member. */
  private final Map<Member, String> ids = new EnumMap<>(Member.class);

  private final Set<Member> seen = EnumSet.noneOf(Member.class);
  private final Set<Member> absent = EnumSet.noneOf(Member.class);
  private @Nullable Instant occurredAt;
  private String reason = "";
  private long characters;

  /**
   * Says what to read.
   *
   * @param members the members of an element; others are ignored
   * @param nullable those of them that may be null, which is the same as absent
   */
  ElementParser(int maxIdBytes, Set<Member> members, Set<Member> nullable) {
    this.maxIdBytes = maxIdBytes;
    this.members = members;
    this.nullable = nullable;
  }

  /** Returns what the elements since the last batch became, and begins the next batch. */
  abstract B batch();

  /** Keeps what the members of a whole element say together, or rejects it. */
  abstract void keep(long index);

  /** Reads the value of {@code profileValues}, which starts with the parser's current token. */
  void readProfileValues(JsonParser json, JsonToken value) {}

  /**
   * Reads the element that starts with the parser's current token, up to and including its last
   * token.
   *
   * @param index its position in the input
   * @param line the line on which it starts
   */
  final void parse(JsonParser json, long index, long line) {
    seen.clear();
    absent.clear();
    occurredAt = null;
    reason = "";
    long start = json.currentLocation().getCharOffset();
    if (json.currentToken() == JsonToken.START_OBJECT) {
      readMembers(json);
    } else {
      json.skipChildren();
      json.finishToken();
      reject("not an object");
    }
    if (reason.isEmpty()) {
      keep(index);
    }
    if (!reason.isEmpty()) {
      rejected.add(new RejectedRecord(index, line, reason));
    }
    characters += json.currentLocation().getCharOffset() - start;
  }

  /** Rejects a line that is no JSON. */
  final void rejectLine(long index, long line, MalformedJsonException malformed) {
    rejected.add(new RejectedRecord(index, line, "the line " + malformed.fault()));
  }

  /** Returns how long all elements so far were. */
  final long characters() {
    return characters;
  }

  /** Rejects the element; the caller reads no more of it. */
  final void reject(String reason) {
    this.reason = reason;
  }

  /** Returns whether the element has the member. */
  final boolean has(Member member) {
    return seen.contains(member) && !absent.contains(member);
  }

  /** Returns whether the element has the member, and rejects it if not. */
  final boolean requires(Member member) {
    if (!has(member)) {
      reject(member.is("missing"));
      return false;
    }
    return true;
  }

  /** Returns the identifier that the member has, if the element has the member. */
  final String id(Member member) {
    return ids.getOrDefault(member, "");
  }

  final @Nullable Instant occurredAt() {
    return occurredAt;
  }

  private void readMembers(JsonParser json) {
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      JsonToken value = json.nextToken();
      Member member = Member.named(name);
      if (member != null && members.contains(member) && reason.isEmpty()) {
        readMember(json, member, value);
      }
      json.skipChildren();
    }
  }

  private void readMember(JsonParser json, Member member, JsonToken value) {
    if (!seen.add(member)) {
      reject(member.is("given twice"));
    } else if (value == JsonToken.VALUE_NULL && nullable.contains(member)) {
      absent.add(member);
    } else if (member == Member.PROFILE_VALUES) {
      readProfileValues(json, value);
    } else if (member == Member.OCCURRED_AT) {
      readOccurredAt(json, value);
    } else if (value == JsonToken.VALUE_STRING) {
      readId(json, member);
    } else {
      reject(member.is(value == JsonToken.VALUE_NULL ? "null" : "not a string"));
    }
  }

  private void readId(JsonParser json, Member member) {
    int length = json.getStringLength();
    String last = id(member);
    if (length > 0
        && IdText.same(last, json.getStringCharacters(), json.getStringOffset(), length)) {
      return;
    }
    String id = json.getString();
    String fault = IdText.fault(id, maxIdBytes);
    if (fault.isEmpty()) {
      ids.put(member, id);
    } else {
      reject(member.jsonName + " " + fault);
    }
  }

  private void readOccurredAt(JsonParser json, JsonToken value) {
    if (value != JsonToken.VALUE_NUMBER_INT) {
      reject(Member.OCCURRED_AT.is("not a whole number"));
      return;
    }
    NumberType type = json.getNumberType();
    if (type == NumberType.INT || type == NumberType.LONG) {
      Instant time = Instant.ofEpochMilli(json.getLongValue());
      if (Math.abs(time.getEpochSecond()) < SyncRecord.MAX_EPOCH_SECONDS) {
        occurredAt = time;
        return;
      }
    }
    reject(Member.OCCURRED_AT.is("out of range"));
  }
}
