package io.github.identitysync.json;

import io.github.identitysync.StoreOptions;
import io.github.identitysync.model.SyncRecord;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that a stream delivered, and what ended it if that was not the end of the input. */
record Outcome(
    List<SyncRecord> records, List<RejectedRecord> rejected, @Nullable RuntimeException failure) {

  static Outcome of(String json) {
    return of(json.getBytes(StandardCharsets.UTF_8));
  }

  static Outcome of(byte[] json) {
    return of(new ByteArrayInputStream(json));
  }

  static Outcome of(InputStream json) {
    return of(SyncJson.stream(json, StoreOptions.defaults()));
  }

  static Outcome of(Stream<ParsedBatch> stream) {
    List<SyncRecord> records = new ArrayList<>();
    List<RejectedRecord> rejected = new ArrayList<>();
    try (Stream<ParsedBatch> batches = stream) {
      Iterator<ParsedBatch> iterator = batches.iterator();
      while (iterator.hasNext()) {
        ParsedBatch batch = iterator.next();
        records.addAll(batch.records());
        rejected.addAll(batch.rejected());
      }
      return new Outcome(records, rejected, null);
    } catch (RuntimeException e) {
      return new Outcome(records, rejected, e);
    }
  }

  MalformedJsonException malformed() {
    if (failure instanceof MalformedJsonException malformed) {
      return malformed;
    }
    throw new AssertionError("not malformed", failure);
  }
}
