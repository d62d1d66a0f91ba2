package io.github.identitysync.internal.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FactDigestTest {

  private static final SipHash HASH = new SipHash(1, 2);

  /** A node's key and rank, or an edge's keys and time. */
  private static String digest(List<long[]> facts) {
    FactDigest digest = new FactDigest(HASH.copy(), new SipHash(3, 4));
    for (long[] fact : facts) {
      if (fact.length == 3) {
        digest.addNode(fact[0], fact[1], fact[2]);
      } else {
        digest.addEdge(fact[0], fact[1], fact[2], fact[3], fact[4]);
      }
    }
    return digest.toHex();
  }

  private static List<long[]> facts(int count) {
    Random random = new Random(3);
    List<long[]> facts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      facts.add(random.longs(i % 2 == 0 ? 3 : 5).toArray());
    }
    return facts;
  }

  @Test
  void noFactsMakeZero() {
    assertThat(digest(List.of())).isEqualTo("0".repeat(32));
  }

  @Test
  void orderMakesNoDifference() {
    List<long[]> facts = facts(500);
    String digest = digest(facts);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(facts, new Random(i));
      assertThat(digest(facts)).isEqualTo(digest);
    }
  }

  @Test
  void isTheSumOfTheHashes() {
    BigInteger sum = BigInteger.ZERO;
    for (int count = 1; count < 200; count++) {
      long[] fact = facts(count).get(count - 1);
      ByteBuffer bytes = ByteBuffer.allocate(8 * fact.length);
      bytes.asLongBuffer().put(fact);
      SipHash hash = HASH.copy();
      hash.hash(bytes.array(), 0, bytes.capacity());
      sum = sum.add(new BigInteger(Long.toHexString(hash.first()), 16).shiftLeft(64));
      sum = sum.add(new BigInteger(Long.toHexString(hash.second()), 16));
      String expected = String.format("%032x", sum.mod(BigInteger.ONE.shiftLeft(128)));
      assertThat(digest(facts(count))).isEqualTo(expected);
    }
  }

  @Test
  void everyNumberOfAFactMatters() {
    List<long[]> facts = facts(2);
    String digest = digest(facts);
    for (long[] fact : facts) {
      for (int i = 0; i < fact.length; i++) {
        fact[i] ^= 1L << 63;
        assertThat(digest(facts)).isNotEqualTo(digest);
        fact[i] ^= 1L << 63;
      }
    }
  }

  @Test
  void fieldsAreDigestedWithTheKeyOfTheirNode() {
    byte[] bytes = {1, 2, 3, 4};
    List<FactDigest> digests = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      digests.add(new FactDigest(HASH.copy(), new SipHash(3, 4)));
    }
    digests.get(0).addFields(1, 2, bytes, 1, 3);
    digests.get(1).addFields(0, 2, bytes, 1, 3);
    digests.get(2).addFields(1, 0, bytes, 1, 3);
    digests.get(3).addFields(1, 2, bytes, 0, 2);
    digests.get(4).addFields(1, 2, bytes, 1, 4);
    digests.get(5).addNode(1, 2, 3);
    assertThat(digests.stream().map(FactDigest::toHex)).doesNotHaveDuplicates();
    FactDigest same = new FactDigest(HASH.copy(), new SipHash(3, 4));
    same.addFields(1, 2, new byte[] {2, 3}, 0, 2);
    assertThat(same.toHex()).isEqualTo(digests.get(0).toHex());
  }
}
