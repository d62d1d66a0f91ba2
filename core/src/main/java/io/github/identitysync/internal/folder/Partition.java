package io.github.identitysync.internal.folder;

import io.github.identitysync.model.IdentitySyncException;
import java.util.Arrays;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The profiles of a folder at one instant: their nodes, one profile behind the other. Whoever holds
 * it holds no more than the name of it once it is dropped.
 */
public final class Partition {

  /** The first node of each profile is its complement, to be told from the others. */
  private volatile int @Nullable [] nodes;

  private int count;
  private int profiles;

  Partition(int nodeCount) {
    this.nodes = new int[nodeCount];
  }

  /** Adds a profile, its canonical node first. */
  void add(int first, int[] members) {
    int[] all = nodes();
    all[count++] = ~first;
    for (int member : members) {
      if (member != first) {
        all[count++] = member;
      }
    }
    profiles++;
  }

  /** Returns where the profiles begin. */
  public IntStream starts() {
    Spliterator.OfInt starts =
        new Spliterators.AbstractIntSpliterator(
            profiles, Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.SIZED) {
          private int at;

          @Override
          public boolean tryAdvance(IntConsumer action) {
            if (at == count) {
              return false;
            }
            int start = at;
            at = end(nodes(), start);
            action.accept(start);
            return true;
          }
        };
    return StreamSupport.intStream(starts, /* parallel= */ false);
  }

  /** Returns the nodes of the profile that begins at a place, the canonical one first. */
  int[] members(int start) {
    int[] all = nodes();
    int[] members = Arrays.copyOfRange(all, start, end(all, start));
    members[0] = ~members[0];
    return members;
  }

  private int end(int[] all, int start) {
    int end = start + 1;
    while (end < count && all[end] >= 0) {
      end++;
    }
    return end;
  }

  private int[] nodes() {
    int[] all = nodes;
    if (all == null) {
      throw new IdentitySyncException.Closed();
    }
    return all;
  }

  /** Lets go of the nodes, as the store is closed. */
  public void drop() {
    nodes = null;
  }
}
