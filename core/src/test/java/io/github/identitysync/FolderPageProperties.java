package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Input;
import io.github.identitysync.testing.Snapshot;
import io.github.identitysync.testing.Stores;
import io.github.identitysync.testing.StoresHook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** What a walk in pages gives, whatever is committed between them. */
@AddLifecycleHook(StoresHook.class)
class FolderPageProperties {

  private static final int IDS = 12;

  @Property(tries = 400)
  void commitsBetweenPages(
      @ForAll("inputs") List<Input> before,
      @ForAll("inputs") List<Input> meanwhile,
      @ForAll @IntRange(min = 1, max = 4) int limit,
      Stores stores) {
    walk(stores.inMemory(), before, meanwhile, limit, UnaryOperator.identity());
  }

  @Property(tries = 25)
  void openingsBetweenPages(
      @ForAll("inputs") List<Input> before,
      @ForAll("inputs") List<Input> meanwhile,
      @ForAll @IntRange(min = 1, max = 4) int limit,
      Stores stores) {
    walk(stores.onDisk(), before, meanwhile, limit, stores::reopen);
  }

  private static void walk(
      IdentitySync first,
      List<Input> before,
      List<Input> meanwhile,
      int limit,
      UnaryOperator<IdentitySync> between) {
    IdentitySync sync = first;
    for (Input input : before) {
      input.alone().applyTo(sync);
    }
    Set<List<Identity>> known = identities(profiles(sync));
    List<Profile> given = new ArrayList<>();
    Iterator<Input> inputs = meanwhile.iterator();
    Optional<String> token;
    ProfilePage page = sync.folder("f").page(limit);
    do {
      assertThat(profiles(sync)).containsAll(page.profiles());
      given.addAll(page.profiles());
      for (int i = 0; i < 3 && inputs.hasNext(); i++) {
        inputs.next().alone().applyTo(sync);
      }
      sync = between.apply(sync);
      token = page.next();
      if (token.isPresent()) {
        page = sync.folder("f").page(token.get(), limit);
      }
    } while (token.isPresent());
    nothingIsLeftOut(known, given);
    whatIsGivenLaterIsNewer(given);
    whatDoesNotChangeIsGivenOnce(known, identities(profiles(sync)), given);
  }

  private static Set<Profile> profiles(IdentitySync sync) {
    return Snapshot.of(sync.folder("f")).profiles();
  }

  private static Set<List<Identity>> identities(Set<Profile> profiles) {
    return profiles.stream().map(Profile::identities).collect(Collectors.toSet());
  }

  private static void nothingIsLeftOut(Set<List<Identity>> known, List<Profile> given) {
    Set<Identity> all = new HashSet<>();
    given.forEach(profile -> all.addAll(profile.identities()));
    assertThat(known).allSatisfy(identities -> assertThat(all).containsAll(identities));
  }

  private static void whatIsGivenLaterIsNewer(List<Profile> given) {
    for (int later = 0; later < given.size(); later++) {
      List<Identity> identities = given.get(later).identities();
      for (Profile earlier : given.subList(0, later)) {
        if (!Collections.disjoint(identities, earlier.identities())) {
          assertThat(identities)
              .containsAll(earlier.identities())
              .hasSizeGreaterThan(earlier.identities().size());
        }
      }
    }
  }

  /** Identities only come together, so a profile that is there at the end was never another. */
  private static void whatDoesNotChangeIsGivenOnce(
      Set<List<Identity>> known, Set<List<Identity>> atTheEnd, List<Profile> given) {
    for (List<Identity> identities : known) {
      if (atTheEnd.contains(identities)) {
        assertThat(given).filteredOn(one -> one.identities().equals(identities)).hasSize(1);
      }
    }
  }

  @Provide
  Arbitrary<List<Input>> inputs() {
    Arbitrary<Integer> ids = Arbitraries.integers().between(0, IDS - 1);
    Arbitrary<Instant> times =
        Arbitraries.longs().between(0, 3).map(millis -> Instant.ofEpochMilli(millis));
    Arbitrary<Input> links =
        Combinators.combine(ids, ids, times)
            .as(
                (browser, user, time) ->
                    new Input.OfRecord(
                        new SyncRecord("f", "b" + browser, "crm", "u" + user, time)));
    Arbitrary<Input> updates =
        Combinators.combine(ids, times)
            .as(
                (browser, time) ->
                    new Input.OfUpdate(
                        new ProfileUpdate(
                            "f",
                            Identity.browser("b" + browser),
                            Map.of("n", FieldValue.wholeNumber(browser)),
                            time)));
    return Arbitraries.oneOf(links, updates).list().ofMaxSize(20);
  }
}
