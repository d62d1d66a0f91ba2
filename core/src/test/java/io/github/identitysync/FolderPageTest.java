package io.github.identitysync;

import static io.github.identitysync.model.Identity.browser;
import static io.github.identitysync.model.Identity.external;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of profiles, with commits and openings between them. */
class FolderPageTest {

  @RegisterExtension final Stores stores = new Stores();

  private IdentitySync sync;
  private Folder folder;

  @BeforeEach
  void open() {
    use(stores.inMemory());
  }

  private void use(IdentitySync opened) {
    sync = opened;
    folder = opened.folder("f");
  }

  private static SyncRecord pair(int number) {
    return SyncRecord.of("f", "b" + number, "crm", "u" + number);
  }

  private void pairs(int from, int to) {
    sync.apply(IntStream.range(from, to).mapToObj(FolderPageTest::pair).toList());
  }

  private void link(int browser, int user) {
    sync.apply(List.of(SyncRecord.of("f", "b" + browser, "crm", "u" + user)));
  }

  private static List<Identity> identities(int... pairs) {
    List<Identity> identities = new ArrayList<>();
    for (int pair : pairs) {
      identities.add(external("crm", "u" + pair));
      identities.add(browser("b" + pair));
    }
    return identities.stream().sorted().toList();
  }

  private String assertPage(ProfilePage page, List<Identity> identities) {
    assertThat(page.profiles()).extracting(Profile::identities).containsExactly(identities);
    return page.next().orElse("");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 999, 1_000, 1_001, Integer.MAX_VALUE})
  void everyProfileIsOnOnePageAndTheNewestOnTheFirst(int limit) {
    pairs(0, 1_000);
    List<Profile> given = new ArrayList<>();
    ProfilePage page = folder.page(limit);
    given.addAll(page.profiles());
    while (page.next().isPresent()) {
      assertThat(page.profiles()).hasSize(limit);
      page = folder.page(page.next().get(), limit);
      given.addAll(page.profiles());
    }
    assertThat(page.profiles()).isNotEmpty();
    assertThat(given)
        .extracting(Profile::identities)
        .containsExactlyElementsOf(
            IntStream.range(0, 1_000).mapToObj(i -> identities(999 - i)).toList());
    assertThat(given).allSatisfy(one -> assertThat(folder.profile(one.id())).contains(one));
  }

  @Test
  void aWalkGoesPastTheIdentitiesOfALargeProfile() {
    pairs(0, 1);
    sync.apply(
        IntStream.range(10, 20_010)
            .mapToObj(i -> SyncRecord.of("f", "b" + i, "crm", "hub"))
            .toList());
    pairs(1, 2);
    String afterTheFirst = assertPage(folder.page(1), identities(1));
    ProfilePage second = folder.page(afterTheFirst, 1);
    assertThat(second.profiles()).hasSize(1);
    assertThat(second.profiles().get(0).identities()).hasSize(20_001);
    String end = assertPage(folder.page(second.next().orElseThrow(), 1), identities(0));
    assertThat(end).isEmpty();
  }

  @Test
  void whatMergesWithAnOlderProfileIsGivenAgainAsPartOfIt() {
    pairs(0, 3);
    String token = assertPage(folder.page(1), identities(2));
    link(2, 0);
    token = assertPage(folder.page(token, 1), identities(1));
    assertThat(assertPage(folder.page(token, 1), identities(0, 2))).isEmpty();
  }

  /** Of the two, an earlier time makes the younger profile the one whose id stays. */
  @Test
  void theIdThatAMergedProfileHasChangesNothing() {
    pairs(0, 3);
    String token = assertPage(folder.page(1), identities(2));
    sync.apply(List.of(new SyncRecord("f", "b2", "crm", "u0", Instant.EPOCH.plusMillis(1))));
    assertThat(folder.profile(browser("b0")).orElseThrow().canonical())
        .isIn(browser("b2"), external("crm", "u0"));
    sync.apply(List.of(new SyncRecord("f", "b2", "crm", "u2", Instant.EPOCH)));
    assertThat(folder.profile(browser("b0")).orElseThrow().canonical())
        .isEqualTo(external("crm", "u2"));
    token = assertPage(folder.page(token, 1), identities(1));
    assertThat(assertPage(folder.page(token, 1), identities(0, 2))).isEmpty();
  }

  @Test
  void whatMergesAfterBothWereGivenIsNotGivenAgain() {
    pairs(0, 3);
    String token = folder.page(2).next().orElseThrow();
    link(2, 1);
    assertThat(assertPage(folder.page(token, 2), identities(0))).isEmpty();
  }

  @Test
  void whatIsYetToComeIsGivenWithWhatItGotMeanwhile() {
    pairs(0, 3);
    String token = assertPage(folder.page(1), identities(2));
    link(7, 1);
    pairs(7, 8);
    pairs(8, 9);
    token = assertPage(folder.page(token, 1), identities(1, 7));
    assertThat(assertPage(folder.page(token, 1), identities(0))).isEmpty();
  }

  @Test
  void aTokenIsGoodAfterOpeningAgain() {
    use(stores.open(stores.newDirectory(), Stores.smallJournal()));
    for (int i = 0; i < 40; i++) {
      pairs(i, i + 1);
    }
    String token = folder.page(30).next().orElseThrow();
    link(35, 8);
    use(stores.reopen(sync));
    List<Profile> rest = folder.page(token, 30).profiles();
    assertThat(rest).hasSize(10);
    assertThat(rest.get(1).identities()).isEqualTo(identities(8, 35));
    assertThat(folder.page(token, 30).profiles()).isEqualTo(rest);
  }

  @Test
  void aTokenSaysNothingAboutTheFolder() {
    pairs(0, 3);
    assertThat(folder.page(1).next().orElseThrow()).matches("[0-9a-f-]{36}");
  }

  @Test
  void tokensThatAreNoneAreRefused() {
    pairs(0, 3);
    String token = folder.page(1).next().orElseThrow();
    sync.apply(List.of(SyncRecord.of("g", "b0", "crm", "u0")));
    for (String id : List.of("g", "h")) {
      Folder other = sync.folder(id);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> other.page(token, 1))
          .withMessage("the token is of no page of this folder");
    }
    for (String text : List.of("", " ", "1", "x".repeat(36), token + "0", "1-2-3-4-5")) {
      assertThatIllegalArgumentException().isThrownBy(() -> folder.page(text, 1));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> folder.page(new UUID(0, 0).toString(), 1));
  }

  @Test
  void aPageOfNothingIsRefused() {
    pairs(0, 2);
    String token = folder.page(1).next().orElseThrow();
    for (int limit : List.of(0, -1, Integer.MIN_VALUE)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> folder.page(limit))
          .withMessage("limit is " + limit);
      assertThatIllegalArgumentException().isThrownBy(() -> folder.page(token, limit));
    }
  }
}
