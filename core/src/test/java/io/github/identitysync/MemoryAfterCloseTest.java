package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException.Closed;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.testing.Internals;
import io.github.identitysync.testing.Pairs;
import io.github.identitysync.testing.Stores;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Of a closed store nothing large is kept by what was got from it and is still held. */
class MemoryAfterCloseTest {

  /** A collection frees what can be freed; with some collectors a few are needed. */
  private static final int COLLECTIONS = 50;

  @RegisterExtension final Stores stores = new Stores();

  /** What an application may hold. */
  private record Held(
      IdentitySync sync,
      Folder folder,
      Folder unread,
      Stream<Profile> unreadStream,
      Iterator<Profile> halfRead) {}

  private Held use(IdentitySync sync) {
    for (int call = 0; call < 3; call++) {
      sync.apply(Pairs.of("f", 1_000 * call, 1_000));
    }
    sync.update(
        List.of(ProfileUpdate.of("f", Identity.browser("b1"), Map.of("a", FieldValue.text("b")))));
    Folder folder = sync.folder("f");
    folder.digest();
    Iterator<Profile> halfRead = folder.profiles().iterator();
    halfRead.next();
    sync.verify();
    return new Held(sync, folder, sync.folder("unread"), folder.profiles(), halfRead);
  }

  /** What holds the memory: pages, folders, caches, and what streams are read from. */
  private static List<WeakReference<Object>> largeObjects(IdentitySync sync) {
    Object opened = Internals.read(sync, "commits", "opened");
    Object folders = Internals.read(opened, "folders");
    List<WeakReference<Object>> large = new ArrayList<>();
    large.add(new WeakReference<>(Internals.read(opened, "store", "pages")));
    large.add(new WeakReference<>(Internals.read(opened, "store", "files")));
    large.add(new WeakReference<>(Internals.read(folders, "caches")));
    ((Map<?, ?>) Internals.read(folders, "inUse"))
        .values()
        .forEach(folder -> large.add(new WeakReference<>(folder)));
    ((Iterable<?>) Internals.read(folders, "partitions"))
        .forEach(partition -> large.add(new WeakReference<>(Internals.read(partition, "nodes"))));
    return large;
  }

  private static void assertFreed(List<WeakReference<Object>> objects) {
    for (int i = 0; i < COLLECTIONS && !objects.stream().allMatch(o -> o.refersTo(null)); i++) {
      System.gc();
    }
    assertThat(objects).allMatch(object -> object.refersTo(null));
  }

  private void nothingLargeIsKept(IdentitySync sync) {
    Held held = use(sync);
    List<WeakReference<Object>> large = largeObjects(sync);
    assertThat(large).hasSize(6); // with one folder and two partitions
    assertThat(large).noneMatch(object -> object.refersTo(null));
    sync.close();
    assertFreed(large);
    assertAllIsClosed(held);
  }

  private static void assertAllIsClosed(Held held) {
    Identity identity = Identity.browser("b1");
    for (Folder folder : List.of(held.folder(), held.unread(), held.sync().folder("new"))) {
      assertThatExceptionOfType(Closed.class).isThrownBy(folder::stats);
      assertThatExceptionOfType(Closed.class).isThrownBy(folder::digest);
      assertThatExceptionOfType(Closed.class).isThrownBy(folder::profiles);
      assertThatExceptionOfType(Closed.class).isThrownBy(() -> folder.profile(identity));
      assertThatExceptionOfType(Closed.class).isThrownBy(() -> folder.field(identity, "a"));
      assertThatExceptionOfType(Closed.class)
          .isThrownBy(() -> folder.sameProfile(identity, identity));
    }
    IdentitySync sync = held.sync();
    assertThatExceptionOfType(Closed.class).isThrownBy(() -> sync.apply(List.of()));
    assertThatExceptionOfType(Closed.class).isThrownBy(() -> sync.update(List.of()));
    assertThatExceptionOfType(Closed.class).isThrownBy(sync::folderIds);
    assertThatExceptionOfType(Closed.class).isThrownBy(sync::verify);
    assertThatExceptionOfType(Closed.class).isThrownBy(held.unreadStream()::toList);
    assertThatExceptionOfType(Closed.class).isThrownBy(held.halfRead()::next);
    sync.close();
  }

  @Test
  void ofAStoreOnDisk() {
    nothingLargeIsKept(stores.onDisk());
  }

  @Test
  void ofAStoreInMemory() {
    nothingLargeIsKept(stores.inMemory());
  }

  @Test
  void aStreamThatNobodyHoldsKeepsNothingOfAnOpenStore() {
    IdentitySync sync = stores.inMemory();
    use(sync);
    Object folders = Internals.read(sync, "commits", "opened", "folders");
    List<WeakReference<Object>> partitions = new ArrayList<>();
    ((Iterable<?>) Internals.read(folders, "partitions"))
        .forEach(partition -> partitions.add(new WeakReference<>(partition)));
    assertThat(partitions).hasSize(2);
    assertFreed(partitions);
    assertThat((Iterable<?>) Internals.read(folders, "partitions")).isEmpty();
  }
}
