package io.github.identitysync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.json.RejectedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PositionsTest {

  @Test
  void rejectedRecordsLeaveGaps() {
    Positions positions = new Positions();
    positions.add(2, rejected(0, 2, 4));
    positions.add(1, rejected());
    positions.add(0, rejected(6));

    assertThat(LongStream.of(positions.of(0), positions.of(1), positions.of(2)))
        .containsExactly(1L, 3L, 5L);

    positions.clear();
    positions.add(1, rejected());
    assertThat(positions.of(0)).isEqualTo(7);

    positions.restart();
    positions.add(1, rejected());
    assertThat(positions.of(0)).isZero();
  }

  @Property
  void areThoseOfTheInput(@ForAll List<List<Boolean>> batches) {
    Positions positions = new Positions();
    List<Long> kept = new ArrayList<>();
    long next = 0;
    for (List<Boolean> batch : batches) {
      List<RejectedRecord> rejected = new ArrayList<>();
      for (boolean good : batch) {
        if (good) {
          kept.add(next);
        } else {
          rejected.add(new RejectedRecord(next, "x"));
        }
        next++;
      }
      positions.add(batch.size() - rejected.size(), rejected);
    }

    assertThat(Stream.iterate(0, i -> i + 1).limit(kept.size()).map(positions::of)).isEqualTo(kept);
  }

  private static List<RejectedRecord> rejected(long... indexes) {
    return LongStream.of(indexes).mapToObj(i -> new RejectedRecord(i, "x")).toList();
  }
}
