package io.github.identitysync.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mapdb.Serializer;

class HostileIdsTest {

  private static final int COUNT = 10_000;

  @ParameterizedTest
  @EnumSource
  void theyDifferAndAreAllAsLong(HostileIds ids) {
    assertThat(ids.make(COUNT)).doesNotHaveDuplicates().allMatch(id -> id.length() == 136);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, -123_456_789})
  void theirHashesAreTheSame(int seed) {
    assertSame(HostileIds.EQUAL_HASH_CODE, String::hashCode);
    assertSame(HostileIds.EQUAL_MAPDB_HASH, id -> Serializer.STRING.hashCode(id, seed));
    assertSame(
        HostileIds.EQUAL_MURMUR3,
        id -> Hashing.murmur3_32_fixed(seed).hashString(id, StandardCharsets.UTF_8).asInt());
  }

  private static void assertSame(HostileIds ids, Function<String, Integer> hash) {
    assertThat(ids.make(COUNT)).extracting(hash).containsOnly(hash.apply(ids.id(0)));
  }
}
