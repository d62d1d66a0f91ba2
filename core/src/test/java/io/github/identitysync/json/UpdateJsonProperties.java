package io.github.identitysync.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.identitysync.StoreOptions;
import io.github.identitysync.model.FieldKind;
import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class UpdateJsonProperties {

  private static final StoreOptions OPTIONS =
      StoreOptions.defaults()
          .withKind("date", FieldKind.DATE)
          .withKind("timestamp", FieldKind.TIMESTAMP);

  @Property(tries = 500)
  void whatIsRenderedIsReadBack(
      @ForAll("updates") List<ProfileUpdate> updates,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5_000) int pieceBytes)
      throws IOException {
    byte[] json = new RandomRenderer(new Random(seed)).renderUpdates(updates);
    ParsedUpdates expected = Updates.parsed(updates);

    assertThat(UpdateJson.read(Inputs.pieces(json, pieceBytes), OPTIONS)).isEqualTo(expected);
    assertThat(Updates.stream(Inputs.pieces(json, pieceBytes), OPTIONS)).isEqualTo(expected);
  }

  @Property(tries = 2_000)
  void brokenBytesNeverSurprise(
      @ForAll("updates") @Size(max = 5) List<ProfileUpdate> updates,
      @ForAll long seed,
      @ForAll @IntRange(max = 4) int changes,
      @ForAll @IntRange(min = 1, max = 500) int pieceBytes)
      throws IOException {
    Random random = new Random(seed);
    byte[] json = Inputs.broken(new RandomRenderer(random).renderUpdates(updates), changes, random);

    try {
      ParsedUpdates read = UpdateJson.read(new ByteArrayInputStream(json), OPTIONS);
      assertThat(Updates.stream(Inputs.pieces(json, pieceBytes), OPTIONS)).isEqualTo(read);
    } catch (MalformedJsonException e) {
      assertThatThrownBy(() -> Updates.stream(Inputs.pieces(json, pieceBytes), OPTIONS))
          .asInstanceOf(type(MalformedJsonException.class))
          .extracting(Inputs::faultAndLine)
          .isEqualTo(Inputs.faultAndLine(e));
    }
  }

  @Provide
  Arbitrary<List<ProfileUpdate>> updates() {
    Arbitrary<String> id = Inputs.identifiers();
    Arbitrary<Identity> identity =
        Arbitraries.oneOf(
            id.map(Identity::browser), Combinators.combine(id, id).as(Identity::external));
    return Combinators.combine(id, identity, fields(), Inputs.timesOrNone())
        .as(ProfileUpdate::new)
        .list()
        .ofMaxSize(15);
  }

  /** Fields whose values speak for themselves, and two that are declared. */
  private static Arbitrary<Map<String, FieldValue>> fields() {
    Arbitrary<Map.Entry<String, FieldValue>> field =
        Arbitraries.oneOf(
            Combinators.combine(
                    Inputs.identifiers()
                        .filter(name -> name.length() <= 64 && !OPTIONS.kinds().containsKey(name)),
                    Arbitraries.oneOf(
                        FieldValues.texts(),
                        FieldValues.wholeNumbers(),
                        FieldValues.decimals(),
                        FieldValues.truths(),
                        FieldValues.setsOfTexts(),
                        FieldValues.removals()))
                .as(Map::entry),
            FieldValues.dates().map(date -> Map.entry("date", date)),
            FieldValues.timestamps().map(timestamp -> Map.entry("timestamp", timestamp)));
    return field
        .list()
        .ofMaxSize(8)
        .uniqueElements(Map.Entry::getKey)
        .map(
            entries ->
                entries.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }
}
