package io.github.identitysync.json;

import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Pulls batches from a parser; it never splits, since the text can only be read in order. */
final class BatchSpliterator implements Spliterator<ParsedBatch> {

  private final BatchParser parser;
  private final int maxElements;

  BatchSpliterator(BatchParser parser, int maxElements) {
    this.parser = parser;
    this.maxElements = maxElements;
  }

  @Override
  public boolean tryAdvance(Consumer<? super ParsedBatch> action) {
    ParsedBatch batch = parser.next(maxElements);
    if (batch.isEmpty()) {
      return false;
    }
    action.accept(batch);
    return true;
  }

  @Override
  public @Nullable Spliterator<ParsedBatch> trySplit() {
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
