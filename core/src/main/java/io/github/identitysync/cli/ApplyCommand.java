package io.github.identitysync.cli;

import io.github.identitysync.IdentitySync;
import io.github.identitysync.SyncReport;
import io.github.identitysync.cli.Tally.LeftOut;
import io.github.identitysync.json.ParsedBatch;
import io.github.identitysync.json.SyncJson;
import io.github.identitysync.model.SyncRecord;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Applies sync records to a store. */
final class ApplyCommand extends LoadCommand<ParsedBatch> {

  private final boolean skipBroken;
  private final List<SyncRecord> waiting = new ArrayList<>();

  ApplyCommand(boolean skipBroken, Streams streams) {
    super(new Tally(List.of(LeftOut.RECORDS_REJECTED, LeftOut.RECORDS_REFUSED)), streams);
    this.skipBroken = skipBroken;
  }

  @Override
  Stream<ParsedBatch> parse(InputStream in) {
    return skipBroken ? SyncJson.streamLines(in) : SyncJson.stream(in);
  }

  @Override
  void take(ParsedBatch batch) {
    rejected(batch.rejected());
    waiting.addAll(batch.records());
    positions.addAll(batch.positions());
  }

  @Override
  void send(IdentitySync sync) {
    SyncReport report = sync.apply(waiting);
    refused(report.refused());
    waiting.clear();
    tally.apply(report.applied());
    tally.count("new identities", report.newIdentities());
    tally.count("new links", report.newLinks());
    tally.count("already linked", report.alreadyLinked());
    tally.count("merges", report.merges().size());
  }
}
