package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.testing.Deliveries;
import io.github.identitysync.testing.Input;
import io.github.identitysync.testing.Oracle;
import io.github.identitysync.testing.Records;
import io.github.identitysync.testing.ReportOracle;
import io.github.identitysync.testing.Snapshot;
import io.github.identitysync.testing.Stores;
import io.github.identitysync.testing.StoresHook;
import io.github.identitysync.testing.Updates;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** What update reports. */
@AddLifecycleHook(StoresHook.class)
class UpdateProperties {

  private static final StoreOptions OPTIONS = Updates.withRules(Stores.anyTime(Stores.options()));

  @Property(tries = 100)
  void aBatchIsCountedAsItsUpdatesOneAfterTheOther(
      @ForAll("before") List<Input> before,
      @ForAll("updates") List<ProfileUpdate> updates,
      Stores stores) {
    UpdateReport expected =
        new ReportOracle(Oracle.of(null, Updates.RULES, before)).update(updates, List.of());

    IdentitySync sync = stores.inMemory(OPTIONS);
    Deliveries.atOnce(before).forEach(batch -> batch.applyTo(sync));
    assertThat(sync.update(updates)).isEqualTo(expected);
    assertThat(sync.update(updates))
        .isEqualTo(new UpdateReport(updates.size(), updates.size(), 0, List.of()));

    IdentitySync oneByOne = stores.inMemory(OPTIONS);
    Deliveries.atOnce(before).forEach(batch -> batch.applyTo(oneByOne));
    List<UpdateReport> reports =
        updates.stream().map(update -> oneByOne.update(List.of(update))).toList();
    assertThat(reports.stream().mapToInt(UpdateReport::unchanged).sum())
        .isEqualTo(expected.unchanged());
    assertThat(reports.stream().mapToInt(UpdateReport::newIdentities).sum())
        .isEqualTo(expected.newIdentities());
    assertThat(Snapshot.of(oneByOne)).isEqualTo(Snapshot.of(sync));
  }

  @Property(tries = 60)
  void everyProfileIdEverShownFindsItsProfile(
      @ForAll("before") List<Input> inputs, @ForAll long seed, Stores stores) {
    IdentitySync sync = stores.inMemory(OPTIONS);
    Set<Profile> shown = new HashSet<>();
    Deliveries.mixed(inputs, 3, new Random(seed))
        .forEach(
            batch -> {
              batch.applyTo(sync);
              Map<String, Snapshot.OfFolder> folders = Snapshot.of(sync).folders();
              folders.values().forEach(folder -> shown.addAll(folder.profiles()));
            });
    for (Profile profile : shown) {
      Folder folder = sync.folder(profile.folderId());
      assertThat(folder.profile(profile.id()))
          .isEqualTo(folder.profile(profile.canonical()))
          .isPresent();
    }
  }

  @Provide
  Arbitrary<List<Input>> before() {
    return Updates.mixedWith(Records.few(), Updates.few()).list().ofMinSize(1).ofMaxSize(20);
  }

  @Provide
  Arbitrary<List<ProfileUpdate>> updates() {
    return Updates.choice()
        .flatMap(values -> Updates.few(values).list().ofMinSize(1).ofMaxSize(40));
  }
}
