package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Stores;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several profiles are read while a writer joins them to one. */
class FolderReadersTest {

  private static final int PAIRS = 400;
  private static final int LIMIT = 9;

  @RegisterExtension final Stores stores = new Stores();

  private IdentitySync sync;

  private static List<Identity> known() {
    return IntStream.range(0, PAIRS).<Identity>mapToObj(i -> Identity.browser("b" + i)).toList();
  }

  /** Reads again and again until all are one profile, and once more. */
  private void readWhileJoining(Runnable reading) {
    sync = stores.inMemory();
    sync.apply(
        IntStream.range(0, PAIRS)
            .mapToObj(i -> SyncRecord.of("f", "b" + i, "crm", "u" + i))
            .toList());
    List<Integer> order = new ArrayList<>(IntStream.range(0, PAIRS).boxed().toList());
    Collections.shuffle(order, new Random(5));
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 1; i < PAIRS; i++) {
                int other = order.get((i * 7) % i);
                sync.apply(List.of(SyncRecord.of("f", "b" + order.get(i), "crm", "u" + other)));
              }
            },
            task -> new Thread(task).start());
    boolean done;
    do {
      done = writing.isDone();
      reading.run();
    } while (!done);
    writing.join();
    assertThat(sync.folder("f").stats().profiles()).isEqualTo(1);
  }

  @Test
  void nothingIsLeftOutOfAWalk() {
    readWhileJoining(
        () -> {
          Folder folder = sync.folder("f");
          Set<Identity> walked = new HashSet<>();
          ProfilePage page = folder.page(LIMIT);
          addAll(walked, page);
          while (page.next().isPresent()) {
            page = folder.page(page.next().get(), LIMIT);
            addAll(walked, page);
          }
          assertThat(walked).containsAll(known());
        });
  }

  /** The profiles of one page are of one instant, so they share nothing. */
  private static void addAll(Set<Identity> walked, ProfilePage page) {
    Set<Identity> ofThePage = new HashSet<>();
    for (Profile profile : page.profiles()) {
      for (Identity identity : profile.identities()) {
        assertThat(ofThePage.add(identity)).as("on one page only once").isTrue();
      }
    }
    walked.addAll(ofThePage);
  }

  @Test
  void profilesOfIdentitiesAreAPartition() {
    readWhileJoining(
        () -> {
          Map<Identity, Profile> profiles = sync.folder("f").profiles(known());
          assertThat(profiles.keySet()).containsExactlyElementsOf(known());
          for (Profile profile : new HashSet<>(profiles.values())) {
            for (Identity identity : profile.identities()) {
              assertThat(profiles.getOrDefault(identity, profile)).isSameAs(profile);
            }
          }
        });
  }
}
