package io.github.identitysync.json;

import io.github.identitysync.model.SyncRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Writes records as JSON in one of the many ways that mean the same. */
final class RandomRenderer {

  private static final String[] SPACES = {"", "", "", " ", "\n", "\t", "\r\n", "  \n "};

  private final Random random;

  RandomRenderer(Random random) {
    this.random = random;
  }

  /** Returns arrays and objects in sequence: often one array, or objects alone. */
  byte[] render(List<SyncRecord> records) {
    StringBuilder json = new StringBuilder(random.nextInt(4) == 0 ? "\uFEFF" : "");
    int style = random.nextInt(3);
    int next = 0;
    while (next < records.size()) {
      boolean array = style == 0 || (style == 1 && random.nextBoolean());
      int count = style == 0 ? records.size() : 1 + random.nextInt(records.size() - next);
      List<String> objects = new ArrayList<>();
      for (SyncRecord record : records.subList(next, next + count)) {
        objects.add(space() + object(record) + space());
      }
      json.append(
          array ? "[" + String.join(",", objects) + "]" : String.join("\n", objects) + space());
      next += count;
    }
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private String object(SyncRecord record) {
    List<String> members = new ArrayList<>();
    members.add(member("folderId", string(record.folderId())));
    members.add(member("browserId", string(record.browserId())));
    members.add(member("externalSystemType", string(record.externalSystemType())));
    members.add(member("externalSystemUserId", string(record.externalSystemUserId())));
    Instant occurredAt = record.occurredAt();
    if (occurredAt != null) {
      members.add(member("occurredAt", Long.toString(occurredAt.toEpochMilli())));
    } else if (random.nextBoolean()) {
      members.add(member("occurredAt", "null"));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      members.add(member("unknown" + random.nextInt(3), value(4)));
    }
    Collections.shuffle(members, random);
    return "{" + String.join(",", members) + "}";
  }

  private String member(String name, String value) {
    return space() + string(name) + space() + ":" + space() + value + space();
  }

  private String value(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> "null";
      case 1 -> Boolean.toString(random.nextBoolean());
      case 2 -> Double.toString(random.nextGaussian() * 1e9);
      case 3 -> Long.toString(random.nextLong()) + "0".repeat(random.nextInt(50));
      case 4 -> string("x\u00e9\ud83d\ude00\"\n".repeat(random.nextInt(20)));
      case 5 -> "\"\\udc00\\ud800\"";
      case 6 -> "[" + space() + value(depth - 1) + "," + value(depth - 1) + "]";
      default -> "{" + member("browserId", value(depth - 1)) + "}";
    };
  }

  private String string(String text) {
    StringBuilder json = new StringBuilder("\"");
    boolean escapeMuch = random.nextInt(4) == 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int shortEscape = "\"\\/\b\f\n\r\t".indexOf(c);
      if (shortEscape >= 0 && random.nextBoolean()) {
        json.append('\\').append("\"\\/bfnrt".charAt(shortEscape));
      } else if (c < ' ' || c == '"' || c == '\\' || (escapeMuch && !Character.isSurrogate(c))) {
        json.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  private String space() {
    return SPACES[random.nextInt(SPACES.length)];
  }
}
