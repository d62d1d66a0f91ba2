package io.github.identitysync.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.Ids;
import io.github.identitysync.testing.Records;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class NamesProperties {

  @Property
  void aNameIsReadBack(
      @ForAll("identities") Identity identity, @ForAll @IntRange(max = 9) int offset) {
    assertThat(readBack(identity, offset)).isEqualTo(identity);
  }

  @Property
  void differentIdentitiesHaveDifferentNames(
      @ForAll("confusable") Identity one, @ForAll("confusable") Identity other) {
    boolean sameName = Arrays.equals(FolderFixture.name(one), FolderFixture.name(other));
    assertThat(sameName).isEqualTo(one.equals(other));
  }

  @Example
  void typesOfEveryLengthOfTheirLengthAreReadBack() {
    for (int length : new int[] {1, 127, 128, 16_383, 16_384}) {
      Identity identity = Identity.external("t".repeat(length), "user");
      assertThat(readBack(identity, 3)).isEqualTo(identity);
    }
  }

  private static Identity readBack(Identity identity, int offset) {
    byte[] name = FolderFixture.name(identity);
    byte[] bytes = new byte[offset + name.length];
    Arrays.fill(bytes, (byte) -1);
    System.arraycopy(name, 0, bytes, offset, name.length);

    int typeLength = Names.typeLength(bytes, offset);
    int type = offset + Names.typeOffset(typeLength);
    int id = type + typeLength;
    return Names.identity(bytes, type, typeLength, id, bytes.length - id);
  }

  @Provide
  Arbitrary<Identity> identities() {
    Arbitrary<String> text = Records.text();
    return Arbitraries.oneOf(
        text.map(Identity::browser), Combinators.combine(text, text).as(Identity::external));
  }

  /** Short texts of few characters, so that a boundary between type and id could be lost. */
  @Provide
  Arbitrary<Identity> confusable() {
    Arbitrary<String> text =
        Arbitraries.strings()
            .withChars('a', '\0', '\1', '\2', ':')
            .ofMinLength(1)
            .ofMaxLength(3)
            .filter(id -> !Ids.isBlank(id));
    return Arbitraries.oneOf(
        text.map(Identity::browser), Combinators.combine(text, text).as(Identity::external));
  }
}
