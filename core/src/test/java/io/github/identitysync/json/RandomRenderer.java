package io.github.identitysync.json;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes records and updates as JSON in one of the many ways that mean the same. */
final class RandomRenderer {

  private static final String[] SPACES = {"", "", "", " ", "\n", "\t", "\r\n", "  \n "};

  private final Random random;

  RandomRenderer(Random random) {
    this.random = random;
  }

  /** Returns arrays and objects in sequence: often one array, or objects alone. */
  byte[] render(List<SyncRecord> records) {
    return render(records, this::members);
  }

  /** Does the same with updates, whose values are to speak for themselves or be declared. */
  byte[] renderUpdates(List<ProfileUpdate> updates) {
    return render(updates, this::members);
  }

  private <T> byte[] render(List<T> records, Function<T, List<String>> members) {
    StringBuilder json = new StringBuilder(random.nextInt(4) == 0 ? "\uFEFF" : "");
    int style = random.nextInt(3);
    int next = 0;
    while (next < records.size()) {
      boolean array = style == 0 || (style == 1 && random.nextBoolean());
      int count = style == 0 ? records.size() : 1 + random.nextInt(records.size() - next);
      List<String> objects = new ArrayList<>();
      for (T record : records.subList(next, next + count)) {
        objects.add(space() + object(members.apply(record)) + space());
      }
      json.append(
          array ? "[" + String.join(",", objects) + "]" : String.join("\n", objects) + space());
      next += count;
    }
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private List<String> members(SyncRecord record) {
    List<String> members = new ArrayList<>();
    members.add(member("folderId", string(record.folderId())));
    members.add(member("browserId", string(record.browserId())));
    members.add(member("externalSystemType", string(record.externalSystemType())));
    members.add(member("externalSystemUserId", string(record.externalSystemUserId())));
    addTime(members, record.occurredAt());
    return members;
  }

  private List<String> members(ProfileUpdate update) {
    List<String> members = new ArrayList<>();
    members.add(member("folderId", string(update.folderId())));
    if (update.identity() instanceof Identity.External external) {
      members.add(member("externalSystemType", string(external.type())));
      members.add(member("externalSystemUserId", string(external.userId())));
      addNull(members, "browserId");
    } else if (update.identity() instanceof Identity.Browser browser) {
      members.add(member("browserId", string(browser.id())));
      addNull(members, "externalSystemType");
      addNull(members, "externalSystemUserId");
    }
    List<String> fields = new ArrayList<>();
    update.values().forEach((name, value) -> fields.add(member(name, value(value))));
    Collections.shuffle(fields, random);
    members.add(member("profileValues", "{" + String.join(",", fields) + space() + "}"));
    addTime(members, update.occurredAt());
    return members;
  }

  private void addTime(List<String> members, @Nullable Instant occurredAt) {
    if (occurredAt != null) {
      members.add(member("occurredAt", Long.toString(occurredAt.toEpochMilli())));
    } else {
      addNull(members, "occurredAt");
    }
  }

  private void addNull(List<String> members, String name) {
    if (random.nextBoolean()) {
      members.add(member(name, "null"));
    }
  }

  private String object(List<String> members) {
    for (int i = random.nextInt(4); i > 0; i--) {
      members.add(member("unknown" + random.nextInt(3), value(4)));
    }
    Collections.shuffle(members, random);
    return "{" + String.join(",", members) + "}";
  }

  private String value(FieldValue value) {
    if (value instanceof FieldValue.Text text) {
      return string(text.value());
    } else if (value instanceof FieldValue.WholeNumber number) {
      return Long.toString(number.value());
    } else if (value instanceof FieldValue.Decimal number) {
      return number(number.value());
    } else if (value instanceof FieldValue.Truth truth) {
      return Boolean.toString(truth.value());
    } else if (value instanceof FieldValue.Date date) {
      return string(date.value().toString());
    } else if (value instanceof FieldValue.Timestamp timestamp) {
      String text = timestamp.value().toString().replace("T", random.nextBoolean() ? "T" : " ");
      String zone = new String[] {"Z", "+00:00", "+0000", "-00:00"}[random.nextInt(4)];
      return string(text.replace("Z", zone));
    } else if (value instanceof FieldValue.Texts texts) {
      List<String> all = new ArrayList<>(texts.values());
      if (!all.isEmpty() && random.nextBoolean()) {
        all.add(all.get(0));
      }
      Collections.shuffle(all, random);
      return all.stream()
          .map(text -> space() + string(text) + space())
          .collect(Collectors.joining(",", "[", "]"));
    }
    return "null";
  }

  /** Returns a number with a fraction or an exponent. */
  private String number(BigDecimal number) {
    if (random.nextBoolean()) {
      return number.unscaledValue() + (random.nextBoolean() ? "e" : "E") + -number.scale();
    }
    String plain = number.toPlainString();
    return plain.contains(".") ? plain + "0".repeat(random.nextInt(3)) : plain + ".00";
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
