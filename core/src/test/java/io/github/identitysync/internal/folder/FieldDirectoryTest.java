package io.github.identitysync.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.identitysync.model.IdentitySyncException.Corrupt;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldDirectoryTest {

  private static final int NODES = 10;

  private final FieldDirectory directory = new FieldDirectory();

  /** Adds a block with sets of some lengths, of consecutive nodes that had no fields before. */
  private static FieldBlock add(FieldDirectory to, int firstNode, int... lengths) {
    FieldBlockWriter writer = new FieldBlockWriter(0, to);
    for (int i = 0; i < lengths.length; i++) {
      writer.add(firstNode + i, new byte[lengths[i]], 0, lengths[i]);
    }
    FieldBlock block = writer.finish().get(0);
    to.reserve(NODES);
    to.add(block, new int[lengths.length]);
    return block;
  }

  private boolean isSame(FieldDirectory other) {
    assertThat(other.same(directory, NODES)).isEqualTo(directory.same(other, NODES));
    return directory.same(other, NODES);
  }

  @Test
  void keysThatAreFreeAgainAreTakenFirst() {
    assertThat(add(directory, 0, 5).key()).isEqualTo(1);
    assertThat(add(directory, 1, 5).key()).isEqualTo(2);
    assertThat(add(directory, 2, 5).key()).isEqualTo(3);
    directory.remove(2);
    directory.remove(1);
    assertThat(add(directory, 3, 5).key()).isEqualTo(1);
    assertThat(add(directory, 4, 5).key()).isEqualTo(2);
    assertThat(add(directory, 5, 5).key()).isEqualTo(4);
    assertThat(directory.count()).isEqualTo(4);
    assertThat(directory.serial(4)).isEqualTo(6);
  }

  @Test
  void isTheSameWhereEverythingIs() {
    add(directory, 0, 5, 6);
    add(directory, 3, 7);
    FieldDirectory same = new FieldDirectory();
    add(same, 0, 5, 6);
    add(same, 3, 7);
    assertThat(isSame(same)).isTrue();
    add(same, 4, 7);
    assertThat(isSame(same)).as("a block more").isFalse();
    add(directory, 5, 7);
    assertThat(isSame(same)).as("of another node").isFalse();
  }

  @Test
  void isNotTheSameWhereALengthOrASerialNumberDiffers() {
    add(directory, 0, 5, 6);
    FieldDirectory other = new FieldDirectory();
    add(other, 0, 5, 7);
    assertThat(isSame(other)).as("a length").isFalse();
    FieldDirectory later = new FieldDirectory();
    later.takeSerial();
    add(later, 0, 5, 6);
    assertThat(isSame(later)).as("a serial number").isFalse();
    FieldDirectory further = new FieldDirectory();
    add(further, 0, 5, 6);
    further.takeSerial();
    assertThat(isSame(further)).as("the next serial number").isFalse();
  }

  /** One and four have the sum of two and three. */
  @Test
  void isNotTheSameWhereOnlyTheSumOfTheSerialNumbersIs() {
    add(directory, 0, 5);
    directory.takeSerial();
    directory.takeSerial();
    add(directory, 1, 5);
    FieldDirectory other = new FieldDirectory();
    other.takeSerial();
    add(other, 0, 5);
    add(other, 1, 5);
    other.takeSerial();
    assertThat(isSame(other)).isFalse();
  }

  @Test
  void isNotTheSameWhereFieldsAreInUseElsewhere() {
    add(directory, 0, 5);
    add(directory, 1, 5);
    FieldDirectory other = new FieldDirectory();
    add(other, 0, 5);
    add(other, 0, 5);
    assertThat(isSame(other)).isFalse();
  }

  @Test
  void theRollTellsOfEveryBlock() {
    add(directory, 0, 5);
    FieldBlock second = add(directory, 1, 5);
    byte[] roll = directory.roll(0, List.of());
    directory.checkRoll(0, roll);
    directory.remove(second.key());
    assertRefused(roll, "has other blocks than there are");
    add(directory, 1, 5); // in the place of the removed one, with a later serial number
    assertRefused(roll, "has other blocks than there are");
  }

  @Test
  void theRollIsNotOlderThanABlock() {
    FieldDirectory older = new FieldDirectory();
    older.takeSerial();
    add(older, 0, 5);
    add(older, 1, 5);
    byte[] roll = older.roll(0, List.of());
    older.checkRoll(0, roll);
    add(directory, 0, 5);
    directory.takeSerial();
    directory.takeSerial();
    add(directory, 1, 5); // the serial numbers 1 and 4 have the sum of 2 and 3
    assertRefused(roll, "is older than a block");
  }

  private void assertRefused(byte[] roll, String how) {
    assertThatExceptionOfType(Corrupt.class)
        .isThrownBy(() -> directory.checkRoll(0, roll))
        .withMessageContaining(how);
  }
}
