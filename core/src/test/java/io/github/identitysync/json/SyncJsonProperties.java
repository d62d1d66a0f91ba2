package io.github.identitysync.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.SyncRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SyncJsonProperties {

  @Property(tries = 500)
  void whatIsRenderedIsReadBack(
      @ForAll("records") List<SyncRecord> records,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5_000) int pieceBytes)
      throws IOException {
    byte[] json = new RandomRenderer(new Random(seed)).render(records);

    assertThat(SyncJson.read(Inputs.pieces(json, pieceBytes)))
        .isEqualTo(new ParsedBatch(records, positions(records), List.of()));
    assertThat(Outcome.of(Inputs.pieces(json, pieceBytes)))
        .isEqualTo(new Outcome(records, List.of(), null));
  }

  @Property(tries = 2_000)
  void brokenBytesNeverSurprise(
      @ForAll("records") @Size(max = 5) List<SyncRecord> records,
      @ForAll long seed,
      @ForAll @IntRange(max = 4) int changes,
      @ForAll @IntRange(min = 1, max = 500) int pieceBytes)
      throws IOException {
    Random random = new Random(seed);
    byte[] json = Inputs.broken(new RandomRenderer(random).render(records), changes, random);

    Outcome streamed = Outcome.of(Inputs.pieces(json, pieceBytes));
    try {
      ParsedBatch read = SyncJson.read(new ByteArrayInputStream(json));
      assertThat(streamed).isEqualTo(new Outcome(read.records(), read.rejected(), null));
    } catch (MalformedJsonException e) {
      assertThat(Inputs.faultAndLine(streamed.malformed())).isEqualTo(Inputs.faultAndLine(e));
    }
  }

  private static List<Long> positions(List<SyncRecord> records) {
    return LongStream.range(0, records.size()).boxed().toList();
  }

  @Provide
  Arbitrary<List<SyncRecord>> records() {
    Arbitrary<String> id = Inputs.identifiers();
    return Combinators.combine(id, id, id, id, Inputs.timesOrNone())
        .as(SyncRecord::new)
        .list()
        .ofMaxSize(40);
  }
}
