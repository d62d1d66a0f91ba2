package io.github.identitysync.json;

import static io.github.identitysync.json.Member.BROWSER_ID;
import static io.github.identitysync.json.Member.EXTERNAL_SYSTEM_TYPE;
import static io.github.identitysync.json.Member.EXTERNAL_SYSTEM_USER_ID;
import static io.github.identitysync.json.Member.FOLDER_ID;
import static io.github.identitysync.json.Member.OCCURRED_AT;
import static io.github.identitysync.json.Member.PROFILE_VALUES;

import io.github.identitysync.StoreOptions;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Turns elements into profile updates. */
final class UpdateParser extends ElementParser<ParsedUpdates> {

  private static final String NO_IDENTITY =
      "browserId, or externalSystemType and externalSystemUserId, is missing";
  private static final String TWO_IDENTITIES =
      "a browser and an external identity are named; link them with a sync record first";

  private final boolean linking;
  private final FieldsParser fields;
  private final List<SyncRecord> links = new ArrayList<>();
  private final List<Long> linkPositions = new ArrayList<>();
  private final List<ProfileUpdate> updates = new ArrayList<>();
  private final List<Long> positions = new ArrayList<>();
  private final List<RejectedField> rejectedFields = new ArrayList<>();

  UpdateParser(StoreOptions options) {
    super(
        options.maxIdBytes(), EnumSet.allOf(Member.class), EnumSet.range(BROWSER_ID, OCCURRED_AT));
    linking = options.linkingUpdates();
    fields = new FieldsParser(options.kinds());
  }

  @Override
  ParsedUpdates batch() {
    ParsedUpdates batch =
        new ParsedUpdates(links, linkPositions, updates, positions, rejected, rejectedFields);
    links.clear();
    linkPositions.clear();
    updates.clear();
    positions.clear();
    rejected.clear();
    rejectedFields.clear();
    return batch;
  }

  @Override
  void keep(long index) {
    boolean browser = has(BROWSER_ID);
    boolean external = has(EXTERNAL_SYSTEM_TYPE) || has(EXTERNAL_SYSTEM_USER_ID);
    if (!requires(FOLDER_ID)
        || (external && !(requires(EXTERNAL_SYSTEM_TYPE) && requires(EXTERNAL_SYSTEM_USER_ID)))) {
      return;
    }
    if (!browser && !external) {
      reject(NO_IDENTITY);
    } else if (browser && external && !linking) {
      reject(TWO_IDENTITIES);
    } else if (requires(PROFILE_VALUES)) {
      if (browser && external) {
        links.add(
            new SyncRecord(
                id(FOLDER_ID),
                id(BROWSER_ID),
                id(EXTERNAL_SYSTEM_TYPE),
                id(EXTERNAL_SYSTEM_USER_ID),
                occurredAt()));
        linkPositions.add(index);
      }
      Identity identity =
          external
              ? Identity.external(id(EXTERNAL_SYSTEM_TYPE), id(EXTERNAL_SYSTEM_USER_ID))
              : Identity.browser(id(BROWSER_ID));
      updates.add(new ProfileUpdate(id(FOLDER_ID), identity, fields.values(), occurredAt()));
      positions.add(index);
      fields.faults().forEach((name, why) -> rejectedFields.add(rejected(index, name, why)));
    }
  }

  @Override
  void readProfileValues(JsonParser json, JsonToken value) {
    String fault =
        switch (value) {
          case START_OBJECT -> fields.parse(json);
          case START_ARRAY -> fields.parseArray(json);
          default -> FieldsParser.NOT_AN_OBJECT;
        };
    if (!fault.isEmpty()) {
      reject(PROFILE_VALUES.jsonName + " " + fault);
    }
  }

  private static RejectedField rejected(long index, String name, String reason) {
    return new RejectedField(index, FieldsParser.cut(name), reason);
  }
}
