package io.github.identitysync.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageTableTest {

  private final PageTable table = new PageTable(2, 5);

  private Page offered(long number, long epoch) {
    Page page = new Page(number);
    table.offer(page, epoch);
    return page;
  }

  private Page changed(long number) {
    Page page = new Page(number);
    table.change(page);
    return page;
  }

  @Test
  void changedPagesAreThereUntilTheCheckpoint() {
    Page low = changed(0);
    Page high = changed(5_000_000);
    assertThat(table.get(0)).isSameAs(low);
    assertThat(table.get(5_000_000)).isSameAs(high);
    assertThat(table.get(1)).isNull();
    assertThat(table.get(6_000_000)).isNull();
    assertThat(table.changed()).containsExactly(low, high);
    table.checkpoint(6);
    assertThat(table.get(0)).isNull();
    assertThat(table.get(5_000_000)).isNull();
    assertThat(table.changed()).isEmpty();
  }

  @Test
  void theOldestOfferGoesFirst() {
    offered(1, 5);
    Page two = offered(2, 5);
    Page three = offered(3, 5);
    assertThat(table.get(1)).isNull();
    assertThat(table.get(2)).isSameAs(two);
    assertThat(table.get(3)).isSameAs(three);
  }

  @Test
  void whatWasReadBeforeACheckpointIsNotKept() {
    table.checkpoint(6);
    offered(1, 5);
    assertThat(table.get(1)).isNull();
    Page page = offered(1, 6);
    assertThat(table.get(1)).isSameAs(page);
  }

  @Test
  void anOfferNeverTakesThePlaceOfAPage() {
    Page changed = changed(1);
    offered(1, 5);
    assertThat(table.get(1)).isSameAs(changed);
    Page first = offered(2, 5);
    offered(2, 5);
    assertThat(table.get(2)).isSameAs(first);
  }

  @Test
  void anOfferedPageThatIsChangedStays() {
    Page page = offered(1, 5);
    table.change(page);
    offered(2, 5);
    offered(3, 5);
    offered(4, 5);
    assertThat(table.get(1)).isSameAs(page);
    table.checkpoint(6);
    assertThat(table.get(1)).isNull();
  }

  @Test
  void aPageThatHadToGoAndIsChangedIsThereAgain() {
    Page page = offered(1, 5);
    offered(2, 5);
    offered(3, 5);
    assertThat(table.get(1)).isNull();
    table.change(page);
    assertThat(table.get(1)).isSameAs(page);
  }
}
