package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.identitysync.model.IdentitySyncException.Locked;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.Descriptors;
import io.github.identitysync.testing.Stores;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Opening and closing leaves nothing behind: no descriptor, no thread, no memory; nor does opening
 * in vain. The system property {@code identitysync.open.cycles} sets how often.
 */
class OpenCloseTest {

  private static final int CYCLES = Integer.getInteger("identitysync.open.cycles", 300);

  /** After so many, what is made once is made. */
  private static final int WARM = 50;

  private static final long MOST_BYTES = 4 << 20;

  @RegisterExtension final Stores stores = new Stores();

  private final Path directory = stores.newDirectory();

  /** What the process holds. */
  private record Held(long descriptors, long threads, long heapBytes) {

    /** The descriptors first, for a collection closes those of channels that nobody holds. */
    static Held now() throws IOException {
      return new Held(
          Descriptors.areListed() ? Descriptors.count() : 0,
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().equals("identity-sync"))
              .count(),
          heapBytesInUse());
    }

    /** The serial collector leaves dead objects where they are, but for every fourth time. */
    private static long heapBytesInUse() {
      return LongStream.generate(Held::heapBytesAfterCollection).limit(4).min().orElseThrow();
    }

    /** Without the room that threads have taken ahead since then. */
    private static long heapBytesAfterCollection() {
      System.gc();
      return ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .mapToLong(pool -> pool.getCollectionUsage().getUsed())
          .sum();
    }
  }

  private void cycle(int number) throws IOException {
    try (IdentitySync sync = IdentitySync.open(directory, Stores.options())) {
      sync.apply(List.of(SyncRecord.of("f", "b" + number % WARM, "crm", "u")));
      assertThat(sync.folder("f").stats().profiles()).isEqualTo(1);
      assertThatThrownBy(() -> IdentitySync.open(directory)).isInstanceOf(Locked.class);
    }
    StoreOptions otherSecret = StoreOptions.defaults().withSecret(new byte[16]);
    assertThatThrownBy(() -> IdentitySync.open(directory, otherSecret))
        .isInstanceOf(IllegalArgumentException.class);
    if (Descriptors.areListed()) {
      assertThat(Descriptors.under(directory)).isEmpty();
    }
  }

  @Test
  void nothingIsLeft() throws IOException {
    for (int i = 0; i < WARM; i++) {
      cycle(i);
    }
    Held before = Held.now();
    for (int i = 0; i < CYCLES; i++) {
      cycle(i);
    }
    Held after = Held.now();
    System.out.println(CYCLES + " times opened and closed: " + before + ", then " + after);
    assertThat(after.descriptors()).isLessThan(before.descriptors() + WARM);
    assertThat(after.threads()).isLessThan(WARM);
    assertThat(after.heapBytes()).isLessThan(before.heapBytes() + MOST_BYTES);
    stores.open(directory, Stores.options());
  }
}
