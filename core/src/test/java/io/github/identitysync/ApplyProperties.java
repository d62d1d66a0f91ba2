package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Records;
import io.github.identitysync.testing.Snapshot;
import io.github.identitysync.testing.Stores;
import io.github.identitysync.testing.StoresHook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** What apply reports. */
@AddLifecycleHook(StoresHook.class)
class ApplyProperties {

  @Property(tries = 80)
  void aBatchIsCountedAsItsRecordsOneAfterTheOther(
      @ForAll("records") List<SyncRecord> records, Stores stores) {
    SyncReport report = stores.inMemory(Stores.anyTime(Stores.options())).apply(records);
    IdentitySync oneByOne = stores.inMemory(Stores.anyTime(Stores.options()));
    List<SyncReport> reports =
        records.stream().map(record -> oneByOne.apply(List.of(record))).toList();

    assertThat(report.applied()).isEqualTo(records.size());
    assertThat(report.alreadyLinked()).isEqualTo(sum(reports, SyncReport::alreadyLinked));
    assertThat(report.newIdentities()).isEqualTo(sum(reports, SyncReport::newIdentities));
    assertThat(report.newLinks()).isEqualTo(sum(reports, SyncReport::newLinks));
    assertThat(report.merges()).hasSize(sum(reports, one -> one.merges().size()));
  }

  /** Calls of 512 records and more are prepared in parts. */
  @Property(tries = 30)
  void aLongCallIsReportedAsItsRecordsInShortOnes(
      @ForAll("longCalls") List<SyncRecord> records, Stores stores) {
    SyncReport report = stores.inMemory(Stores.anyTime(Stores.options())).apply(records);
    IdentitySync inShortOnes = stores.inMemory(Stores.anyTime(Stores.options()));
    Map<String, List<ProfileMerge>> merges = new TreeMap<>();
    List<Integer> refused = new ArrayList<>();
    List<SyncReport> reports = new ArrayList<>();
    for (int from = 0; from < records.size(); from += 100) {
      int start = from;
      SyncReport one =
          inShortOnes.apply(records.subList(from, Math.min(from + 100, records.size())));
      reports.add(one);
      one.merges().forEach(merge -> add(merges, merge));
      one.refused().forEach(record -> refused.add(start + record.index()));
    }

    assertThat(report.applied()).isEqualTo(sum(reports, SyncReport::applied));
    assertThat(report.alreadyLinked()).isEqualTo(sum(reports, SyncReport::alreadyLinked));
    assertThat(report.newIdentities()).isEqualTo(sum(reports, SyncReport::newIdentities));
    assertThat(report.newLinks()).isEqualTo(sum(reports, SyncReport::newLinks));
    assertThat(report.refused()).extracting(RefusedRecord::index).isEqualTo(refused);
    Map<String, List<ProfileMerge>> reported = new TreeMap<>();
    report.merges().forEach(merge -> add(reported, merge));
    assertThat(reported).isEqualTo(merges);
  }

  private static void add(Map<String, List<ProfileMerge>> merges, ProfileMerge merge) {
    merges.computeIfAbsent(merge.folderId(), folder -> new ArrayList<>()).add(merge);
  }

  @Provide
  Arbitrary<List<SyncRecord>> longCalls() {
    return Arbitraries.randoms()
        .map(
            random ->
                IntStream.range(0, 512 + random.nextInt(1_500))
                    .mapToObj(
                        i ->
                            new SyncRecord(
                                "f" + random.nextInt(2),
                                i % 50 == 7 ? "undefined" : "b" + random.nextInt(600),
                                "t",
                                "u" + random.nextInt(400),
                                Instant.EPOCH))
                    .toList());
  }

  @Property(tries = 80)
  void everyProfileIdEverReportedFindsItsProfile(
      @ForAll("records") List<SyncRecord> records, Stores stores) {
    IdentitySync sync = stores.inMemory(Stores.anyTime(Stores.options()));
    Set<Profile> reported = new HashSet<>();
    List<ProfileMerge> merges = new ArrayList<>();
    for (SyncRecord record : records) {
      merges.addAll(sync.apply(List.of(record)).merges());
      Snapshot.of(sync).folders().values().forEach(folder -> reported.addAll(folder.profiles()));
    }
    for (Profile profile : reported) {
      Folder folder = sync.folder(profile.folderId());
      assertThat(folder.profile(profile.id()))
          .isEqualTo(folder.profile(profile.canonical()))
          .isPresent();
    }
    for (ProfileMerge merge : merges) {
      Folder folder = sync.folder(merge.folderId());
      assertThat(folder.profile(merge.absorbed()))
          .isEqualTo(folder.profile(merge.survivor()))
          .isPresent();
    }
  }

  @Property(tries = 80)
  void theProfilesThatMergeAreThoseThatWereThereBefore(
      @ForAll("records") List<SyncRecord> records, Stores stores) {
    IdentitySync sync = stores.inMemory(Stores.anyTime(Stores.options()));
    for (SyncRecord record : records) {
      Snapshot before = Snapshot.of(sync);
      List<ProfileMerge> merges = sync.apply(List.of(record)).merges();
      for (ProfileMerge merge : merges) {
        assertThat(before.folders().get(merge.folderId()).profiles())
            .extracting(Profile::id)
            .as("profiles before %s", record)
            .contains(merge.absorbed());
      }
    }
  }

  private static int sum(List<SyncReport> reports, ToIntFunction<SyncReport> count) {
    return reports.stream().mapToInt(count).sum();
  }

  @Provide
  Arbitrary<List<SyncRecord>> records() {
    return Records.tangled().list().ofMinSize(1).ofMaxSize(40);
  }
}
