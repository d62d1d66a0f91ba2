package io.github.identitysync.json;

import static io.github.identitysync.json.Member.BROWSER_ID;
import static io.github.identitysync.json.Member.EXTERNAL_SYSTEM_TYPE;
import static io.github.identitysync.json.Member.EXTERNAL_SYSTEM_USER_ID;
import static io.github.identitysync.json.Member.FOLDER_ID;
import static io.github.identitysync.json.Member.OCCURRED_AT;

import io.github.identitysync.model.SyncRecord;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Turns elements into sync records. */
final class SyncParser extends ElementParser<ParsedBatch> {

  private final List<SyncRecord> records = new ArrayList<>();
  private final List<Long> positions = new ArrayList<>();

  SyncParser(int maxIdBytes) {
    super(maxIdBytes, EnumSet.range(FOLDER_ID, OCCURRED_AT), EnumSet.of(OCCURRED_AT));
  }

  @Override
  ParsedBatch batch() {
    ParsedBatch batch = new ParsedBatch(records, positions, rejected);
    records.clear();
    positions.clear();
    rejected.clear();
    return batch;
  }

  @Override
  void keep(long index) {
    if (requires(FOLDER_ID)
        && requires(BROWSER_ID)
        && requires(EXTERNAL_SYSTEM_TYPE)
        && requires(EXTERNAL_SYSTEM_USER_ID)) {
      records.add(
          new SyncRecord(
              id(FOLDER_ID),
              id(BROWSER_ID),
              id(EXTERNAL_SYSTEM_TYPE),
              id(EXTERNAL_SYSTEM_USER_ID),
              occurredAt()));
      positions.add(index);
    }
  }
}
