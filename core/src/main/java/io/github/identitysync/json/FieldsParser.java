package io.github.identitysync.json;

import io.github.identitysync.model.FieldKind;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.ProfileUpdate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the fields of one update after the other. */
final class FieldsParser {

  /** What is said of a value that is no object. */
  static final String NOT_AN_OBJECT = "is not an object";

  /** How many fields an update may have. */
  private static final int MAX_FIELDS = 10_000;

  /** How long the names and texts of an update may be together, in UTF-16 code units. */
  private static final int MAX_CHARACTERS = 1 << 20;

  private final Map<String, FieldKind> kinds;
  private final ValueParser valueParser = new ValueParser();
  private final Map<String, FieldValue> values = new HashMap<>();
  private final Map<String, String> faults = new LinkedHashMap<>();
  private int count;
  private long characters;

  FieldsParser(Map<String, FieldKind> kinds) {
    this.kinds = kinds;
  }

  /** Returns the values that the last object has, by the names of the fields. */
  Map<String, FieldValue> values() {
    return values;
  }

  /** Returns why the other fields were rejected, by their names, in the order of the text. */
  Map<String, String> faults() {
    return faults;
  }

  /** Returns the name, or the beginning of one that is too long for a field. */
  static String cut(String name) {
    int max = ProfileUpdate.MAX_NAME_BYTES;
    return name.length() <= max ? name : name.substring(0, name.offsetByCodePoints(0, max / 2));
  }

  /**
   * Reads the object that starts with the parser's current token, up to its end.
   *
   * @return what is wrong with it as a whole, and then there are no values and no faults; an empty
   *     String if nothing is
   */
  String parse(JsonParser json) {
    begin();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      count++;
      characters += name.length();
      if (!isTooLarge()) {
        readField(json, name);
      }
      json.skipChildren();
    }
    if (!isTooLarge()) {
      return "";
    }
    values.clear();
    faults.clear();
    return count > MAX_FIELDS
        ? "has more than " + MAX_FIELDS + " fields"
        : "has more than " + MAX_CHARACTERS + " characters";
  }

  /**
   * Reads the array that starts with the parser's current token, up to its end. An empty one is
   * what PHP writes for a map without values.
   *
   * @return what is wrong with it; an empty String if nothing is
   */
  String parseArray(JsonParser json) {
    begin();
    String fault = "";
    while (json.nextToken() != JsonToken.END_ARRAY) {
      json.skipChildren();
      fault = NOT_AN_OBJECT;
    }
    return fault;
  }

  private void begin() {
    values.clear();
    faults.clear();
    count = 0;
    characters = 0;
  }

  private boolean isTooLarge() {
    return count > MAX_FIELDS || characters > MAX_CHARACTERS;
  }

  private void readField(JsonParser json, String name) {
    if (values.remove(name) != null || faults.containsKey(name)) {
      faults.putIfAbsent(name, "given twice");
      return;
    }
    String fault = IdText.fault(name, ProfileUpdate.MAX_NAME_BYTES);
    if (!fault.isEmpty()) {
      faults.put(name, "the name " + fault);
      return;
    }
    FieldValue value = valueParser.parse(json, kinds.get(name));
    if (value == null) {
      faults.put(name, valueParser.reason());
    } else {
      values.put(name, value);
      characters += characters(value);
    }
  }

  private static long characters(FieldValue value) {
    if (value instanceof FieldValue.Text text) {
      return text.value().length();
    }
    return value instanceof FieldValue.Texts texts
        ? texts.values().stream().mapToLong(String::length).sum()
        : 0;
  }
}
