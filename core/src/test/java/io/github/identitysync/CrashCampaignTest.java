package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Stores live random lives, which are ended at random points: by a kill, a loss of power, or an
 * error of the disk followed by either. Each must open again with the batches that were
 * acknowledged, and perhaps the one in flight, whole; so must it if that recovery is ended, and the
 * recovery of that.
 *
 * <p>The system property {@code identitysync.campaign.states} sets how many states are tried, and
 * {@code identitysync.campaign.seed} the seed of the first life; each life has the next one. A
 * failure names the seed of its life, which as the first one repeats it.
 */
class CrashCampaignTest {

  private static final long STATES = Long.getLong("identitysync.campaign.states", 6_000);
  private static final long SEED = Long.getLong("identitysync.campaign.seed", 1);
  private static final long LIVES_BETWEEN_REPORTS = 400;

  @Test
  void everyEndLeavesWhatWasAcknowledged() {
    CrashCampaign campaign = new CrashCampaign();
    int each = CrashCampaign.STATES_OF_A_LIFE;
    long end = SEED + (STATES + each - 1) / each;
    for (long first = SEED; first < end; first += LIVES_BETWEEN_REPORTS) {
      long next = Math.min(end, first + LIVES_BETWEEN_REPORTS);
      LongStream.range(first, next).parallel().forEach(campaign::live);
      System.out.println(campaign + ", next seed " + next);
    }
    assertThat(campaign.states()).isGreaterThanOrEqualTo(STATES);
  }
}
