package io.github.identitysync.internal.folder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.ProfileUpdate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is rewritten, and what room is given back, where fields differ in size. */
class FieldCompactorTest {

  private final FolderFixture fixture = new FolderFixture();
  private final FolderState folder = fixture.folder();

  @AfterEach
  void close() {
    fixture.close();
  }

  private FieldDirectory directory() {
    return folder.fields().directory();
  }

  private static FieldValue number(int value) {
    return FieldValue.wholeNumber(value);
  }

  private static FieldValue text(int length) {
    return FieldValue.text("x".repeat(length));
  }

  private long bytes() {
    long bytes = 0;
    for (int key = 1; key < directory().keyEnd(); key++) {
      bytes += directory().serial(key) == 0 ? 0 : directory().bytes(key);
    }
    return bytes;
  }

  private Set<Long> serials() {
    Set<Long> serials = new HashSet<>();
    for (int key = 1; key < directory().keyEnd(); key++) {
      if (directory().serial(key) != 0) {
        serials.add(directory().serial(key));
      }
    }
    return serials;
  }

  /** Returns the bytes of each node's fields. */
  private List<String> sets() {
    List<String> sets = new ArrayList<>();
    for (int node = 0; node < folder.nodes().count(); node++) {
      FieldBlock block = folder.fields().block(directory().key(node));
      int place = block.find(node);
      int start = block.start(place);
      sets.add(new String(block.bytes(), start, block.end(place) - start, ISO_8859_1));
    }
    return sets;
  }

  /** As sync records number them: a browser with a counter, a user with data, and so on. */
  @Test
  void smallFieldsBesideLargeOnesDoNotHaveTheLargeOnesRewritten() {
    int pairs = 500;
    List<ProfileUpdate> all = new ArrayList<>();
    List<ProfileUpdate> small = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      all.add(FolderFixture.update(2 * pair, number(1), 1));
      all.add(FolderFixture.update(2 * pair + 1, text(2_000), 1));
      small.add(FolderFixture.update(2 * pair, number(2), 2));
    }
    fixture.update(folder, all);
    new FieldCompactor(folder).compact();
    Set<Long> before = serials();
    long live = bytes();
    fixture.update(folder, small);
    long written = bytes() - live;
    new FieldCompactor(folder).compact();
    long rewritten = 0;
    for (int key = 1; key < directory().keyEnd(); key++) {
      rewritten += before.contains(directory().serial(key)) ? 0 : directory().bytes(key);
    }
    assertThat(rewritten).as("after %d bytes were written", written).isLessThan(4 * written);
    fixture.verify(folder);
  }

  /** The room of fields that were written over comes back, though their block has others. */
  @Test
  void aLargeSetThatIsWrittenOverDoesNotStayForItsSmallNeighbours() {
    int rounds = 20;
    int neighbours = 20;
    int large = rounds * neighbours;
    List<ProfileUpdate> first = new ArrayList<>();
    for (int i = 0; i <= large; i++) {
      first.add(FolderFixture.update(i, number(0), 1));
    }
    fixture.update(folder, first);
    for (int round = 0; round < rounds; round++) {
      List<ProfileUpdate> updates = new ArrayList<>();
      for (int i = 0; i < neighbours; i++) {
        updates.add(FolderFixture.update(round * neighbours + i, number(i + 1), 2));
      }
      updates.add(FolderFixture.update(large, text(60_000 + round), 2 + round));
      fixture.update(folder, updates);
      new FieldCompactor(folder).compact();
    }
    long inUse = sets().stream().mapToLong(String::length).sum();
    assertThat(bytes()).as("of %d bytes in use", inUse).isLessThan(3 * inUse);
    fixture.verify(folder);
  }

  /** Blocks of 16 sets each, half of them written over: three are a run, and two runs a call. */
  @Test
  void whatIsTooMuchForOneCallIsLeftForTheNext() {
    int blocks = 20;
    List<ProfileUpdate> all = new ArrayList<>();
    List<ProfileUpdate> half = new ArrayList<>();
    for (int i = 0; i < 16 * blocks; i++) {
      all.add(FolderFixture.update(i, text(512), 1));
      if (i % 2 == 0) {
        half.add(FolderFixture.update(i, text(513), 2));
      }
    }
    fixture.update(folder, all);
    Set<Long> old = serials();
    assertThat(old).hasSize(blocks);
    fixture.update(folder, half);
    List<String> sets = sets();
    List<Integer> left = new ArrayList<>();
    boolean isLeft = true;
    while (isLeft) {
      isLeft = new FieldCompactor(folder, 20_000, 40_000).compact();
      old.retainAll(serials());
      left.add(old.size());
      assertThat(sets()).isEqualTo(sets);
      fixture.verify(folder);
    }
    assertThat(left).containsExactly(14, 8, 2, 0);
    long inUse = sets.stream().mapToLong(String::length).sum();
    assertThat(bytes()).as("of %d bytes in use", inUse).isLessThan(inUse + inUse / 5);
  }
}
