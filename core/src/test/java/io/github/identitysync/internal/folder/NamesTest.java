package io.github.identitysync.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.Identity;
import org.junit.jupiter.api.Test;

class NamesTest {

  @Test
  void aTypeOfAnyLengthIsFoundInItsName() {
    for (int length : new int[] {1, 2, 127, 128, 129, 255}) {
      Identity identity = Identity.external("t".repeat(length), "u");
      ByteSink sink = new ByteSink(8);
      sink.putZeros(3);
      Names.put(sink, identity);
      int typeLength = Names.typeLength(sink.bytes(), 3);
      int typeOffset = 3 + Names.typeOffset(typeLength);
      int idOffset = typeOffset + typeLength;
      assertThat(typeLength).isEqualTo(length);
      assertThat(idOffset).isEqualTo(sink.size() - 1);
      assertThat(Names.identity(sink.bytes(), typeOffset, typeLength, idOffset, 1))
          .isEqualTo(identity);
    }
  }

  @Test
  void aBrowserHasNoType() {
    byte[] name = FolderFixture.name(Identity.browser("b"));
    assertThat(Names.typeLength(name, 0)).isZero();
    assertThat(Names.typeOffset(0)).isEqualTo(1);
    assertThat(Names.identity(name, 1, 0, 1, 1)).isEqualTo(Identity.browser("b"));
  }
}
