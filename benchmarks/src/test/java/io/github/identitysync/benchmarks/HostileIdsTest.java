package io.github.identitysync.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostileIdsTest {

  private static final int COUNT = 10_000;

  @ParameterizedTest
  @EnumSource
  void theyDifferAndAreAllAsLong(HostileIds ids) {
    assertThat(ids.make(COUNT)).doesNotHaveDuplicates().allMatch(id -> id.length() == 34);
  }

  @Test
  void theirHashesAreTheSame() {
    assertThat(HostileIds.EQUAL_HASH_CODE.make(COUNT).stream().mapToInt(String::hashCode))
        .containsOnly(HostileIds.EQUAL_HASH_CODE.id(0).hashCode());
  }
}
