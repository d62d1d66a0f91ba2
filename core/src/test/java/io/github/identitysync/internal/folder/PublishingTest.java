package io.github.identitysync.internal.folder;

import static io.github.identitysync.internal.folder.FolderFixture.record;
import static io.github.identitysync.testing.Internals.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Publishing takes no memory: what it would need and not get would leave half of a batch visible.
 */
class PublishingTest {

  private static final int COUNT = 5_000;
  private static final int ROUNDS = 5;

  /** Times that are lowered from this to the first years of the epoch are kept in other arrays. */
  private static final long LATE = 1_800_000_000_000L;

  private final FolderFixture fixture = new FolderFixture();
  private final FolderState folder = fixture.folder(record(0, 0, LATE));

  @AfterEach
  void close() {
    fixture.verify(folder);
    fixture.close();
  }

  /** A commit that adds and joins, lowers times, and writes to fields; not yet published. */
  private FolderWriter written(int round) throws IOException {
    int first = 1 + round * 8 * COUNT;
    fixture.apply(folder, records(first, 3 * COUNT, LATE));
    SyncBatch earlier = new SyncBatch(folder, COUNT);
    records(first, COUNT, 0).forEach(record -> earlier.add(record, 0));
    SyncBatch joining = new SyncBatch(folder, COUNT);
    for (int i = 0; i < COUNT; i++) {
      joining.add(record(first + 2 * i, first + 2 * i + 2, LATE), LATE);
      joining.add(record(-first - 2 * i, first, LATE), LATE);
    }
    FolderWriter writer = new FolderWriter(folder);
    writer.stage(earlier);
    writer.stage(joining);
    writer.stage(FolderFixture.batch(folder, updates(first, 3 * COUNT)));
    writer.writeFacts();
    fixture.store.commit();
    return writer;
  }

  /** Every second pair of a browser and a user, so that they can be joined with the others. */
  private static List<SyncRecord> records(int first, int count, long time) {
    return IntStream.range(0, count)
        .mapToObj(i -> record(first + 2 * i, first + 2 * i, time))
        .toList();
  }

  private static List<ProfileUpdate> updates(int first, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> FolderFixture.update(first + 2 * i, FieldValue.wholeNumber(i), i))
        .toList();
  }

  private static void publish(FolderWriter writer) {
    writer.lock();
    try {
      writer.publish();
    } finally {
      writer.unlock();
    }
  }

  @Test
  void noObjectIsMade() throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    List<Long> allocated = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      FolderWriter writer = written(round);
      long before = threads.getCurrentThreadAllocatedBytes();
      publish(writer);
      allocated.add(threads.getCurrentThreadAllocatedBytes() - before);
    }
    // Now and then it is the JVM itself that takes some, as when it goes back to slower code.
    assertThat(allocated).contains(0L);
  }

  @Test
  void noArrayGrows() throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      FolderWriter writer = written(round);
      Map<String, Object> before = arrays();
      publish(writer);
      arrays().forEach((path, array) -> assertThat(array).as(path).isSameAs(before.get(path)));
    }
    assertThat(folder.nodes().rank(2)).isEqualTo(Rank.of(0, true));
    assertThat(folder.size().largest()).isGreaterThan(COUNT);
  }

  /** Returns the arrays that a publication writes to. */
  private Map<String, Object> arrays() {
    Map<String, Object> arrays = new HashMap<>();
    put(arrays, folder.blocks(), "keys");
    put(arrays, folder.blocks(), "firstNodes");
    put(arrays, folder.blocks(), "bytes");
    put(arrays, folder.forest(), "fields", "chunks");
    put(arrays, folder.nodes(), "ranks", "whole", "chunks");
    put(arrays, folder.edges(), "times", "whole", "chunks");
    put(arrays, folder.fields().directory(), "serials");
    put(arrays, folder.fields().directory(), "written");
    put(arrays, folder.fields().directory(), "keys", "chunks");
    return arrays;
  }

  private static void put(Map<String, Object> arrays, Object owner, String... path) {
    String name = owner.getClass().getSimpleName() + "." + String.join(".", path);
    arrays.put(name, read(owner, path));
  }
}
