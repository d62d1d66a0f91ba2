package io.github.identitysync.json;

import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Pulls batches from a parser; it never splits, since the text can only be read in order.
 *
 * @param <B> the batches
 */
final class BatchSpliterator<B> implements Spliterator<B> {

  private final BatchParser<B> parser;

  BatchSpliterator(BatchParser<B> parser) {
    this.parser = parser;
  }

  @Override
  public boolean tryAdvance(Consumer<? super B> action) {
    B batch = parser.next();
    if (batch == null) {
      return false;
    }
    action.accept(batch);
    return true;
  }

  @Override
  public @Nullable Spliterator<B> trySplit() {
    return null;
  }

  @Override
  public long estimateSize() {
    return Long.MAX_VALUE;
  }

  @Override
  public int characteristics() {
    return ORDERED | NONNULL | IMMUTABLE;
  }
}
