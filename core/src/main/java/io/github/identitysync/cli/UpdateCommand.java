package io.github.identitysync.cli;

import io.github.identitysync.IdentitySync;
import io.github.identitysync.RefusedRecord;
import io.github.identitysync.StoreOptions;
import io.github.identitysync.SyncReport;
import io.github.identitysync.UpdateReport;
import io.github.identitysync.cli.Tally.LeftOut;
import io.github.identitysync.json.ParsedUpdates;
import io.github.identitysync.json.RejectedField;
import io.github.identitysync.json.UpdateJson;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Applies profile updates to a store, and before them the links that they stand for. */
final class UpdateCommand extends LoadCommand<ParsedUpdates> {

  private final boolean skipBroken;
  private final StoreOptions options;
  private final List<SyncRecord> links = new ArrayList<>();
  private final List<Long> linkPositions = new ArrayList<>();
  private final List<ProfileUpdate> updates = new ArrayList<>();

  UpdateCommand(boolean linking, boolean skipBroken, Streams streams) {
    super(
        new Tally(
            List.of(LeftOut.RECORDS_REJECTED, LeftOut.RECORDS_REFUSED, LeftOut.FIELDS_REJECTED)),
        streams);
    this.skipBroken = skipBroken;
    options = StoreOptions.defaults().withLinkingUpdates(linking);
  }

  @Override
  Stream<ParsedUpdates> parse(InputStream in) {
    return skipBroken ? UpdateJson.streamLines(in, options) : UpdateJson.stream(in, options);
  }

  @Override
  void take(ParsedUpdates batch) {
    rejected(batch.rejected());
    for (RejectedField field : batch.rejectedFields()) {
      tally.leaveOut(LeftOut.FIELDS_REJECTED, field.reason());
      complain(
          field.index(), ", field " + Text.escape(field.name()) + " rejected: " + field.reason());
    }
    links.addAll(batch.links());
    linkPositions.addAll(batch.linkPositions());
    updates.addAll(batch.updates());
    positions.addAll(batch.positions());
  }

  @Override
  void send(IdentitySync sync) {
    SyncReport linked = sync.apply(links);
    UpdateReport updated = sync.update(updates);
    for (RefusedRecord link : linked.refused()) {
      tally.leaveOut(LeftOut.LINKS_REFUSED, link.reason());
      complain(linkPositions.get(link.index()), ", link refused: " + link.reason());
    }
    refused(updated.refused());
    links.clear();
    linkPositions.clear();
    updates.clear();
    tally.apply(updated.applied());
    tally.count("unchanged", updated.unchanged());
    tally.count("new identities", linked.newIdentities() + updated.newIdentities());
    tally.count("new links", linked.newLinks());
    tally.count("merges", linked.merges().size());
  }
}
