package io.github.identitysync;

import io.github.identitysync.internal.folder.FolderState;
import io.github.identitysync.internal.folder.IdentityBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sorts what one call says by folder, checks what depends on the options, and leaves out what names
 * nobody in particular or has a time that is out of bounds.
 *
 * @param <T> what the call is given: sync records or profile updates
 * @param <B> what a folder is given of it
 */
abstract class BatchBuilder<T, B extends IdentityBatch> {

  private static final long MAX_BATCH_BYTES = 256 << 20;

  private final int maxIdBytes;
  private final Placeholders placeholders;
  private final Folders folders;
  private final CallTimes times;
  private final Map<String, B> batches = new LinkedHashMap<>();
  private final List<RefusedRecord> refused = new ArrayList<>();
  private @Nullable String lastFolder;
  private @Nullable B lastBatch;

  /** How many bytes of names and values the call has, of which this may take a part. */
  private final AtomicLong bytes;

  private int count;
  private int total;

  BatchBuilder(
      StoreOptions options,
      Placeholders placeholders,
      Folders folders,
      CallTimes times,
      AtomicLong bytes) {
    this.maxIdBytes = options.maxIdBytes();
    this.placeholders = placeholders;
    this.folders = folders;
    this.times = times;
    this.bytes = bytes;
  }

  /** Returns what one element is called in a message. */
  abstract String word();

  /** Calls {@link #checkLength} for every identifier, and makes sure that there is a stamp. */
  abstract void check(int index, T element);

  /** Returns the name of the identifier that is a placeholder, or null if none is. */
  abstract @Nullable String placeholder(T element);

  /** Returns the time that the element carries, or null if it has none. */
  abstract @Nullable Instant occurredAt(T element);

  abstract String folderId(T element);

  abstract B newBatch(FolderState folder, int expected);

  abstract void add(T element, B batch);

  /**
   * Checks all elements of a call, before anything is made of any.
   *
   * @throws IllegalArgumentException if one is null or has an identifier that is too long
   * @throws IllegalStateException if one has no time, and the clock is out of range
   */
  final void checkAll(@Nullable T[] elements) {
    for (int i = 0; i < elements.length; i++) {
      T element = elements[i];
      if (element == null) {
        throw new IllegalArgumentException(word() + " " + i + " is null");
      }
      check(i, element);
    }
  }

  /**
   * Adds the elements from an index to before another, of those that were checked.
   *
   * @throws IllegalArgumentException if they are too large together
   */
  final void addAll(T[] elements, int first, int end) {
    total = end - first;
    for (int from = first; from < end; from += IdentityBatch.CHUNK) {
      int to = Math.min(from + IdentityBatch.CHUNK, end);
      long added = 0;
      for (int i = from; i < to; i++) {
        added += add(i, elements[i]);
      }
      if (bytes.addAndGet(added) > MAX_BATCH_BYTES) {
        throw new IllegalArgumentException(
            "the batch has more than " + MAX_BATCH_BYTES + " bytes of identifiers and values");
      }
    }
  }

  /** Adds an element, and returns how many bytes of names and values it has. */
  private long add(int index, T element) {
    String refusal = refusal(element);
    if (refusal != null) {
      refused.add(new RefusedRecord(index, refusal));
      return 0;
    }
    B batch = batch(folderId(element));
    long before = batch.bytes();
    add(element, batch);
    count++;
    return batch.bytes() - before;
  }

  private @Nullable String refusal(T element) {
    String placeholder = placeholder(element);
    return placeholder != null
        ? placeholder + " is a placeholder"
        : times.refusal(occurredAt(element));
  }

  private B batch(String folderId) {
    B batch = lastBatch;
    if (batch == null || !folderId.equals(lastFolder)) {
      batch = batches.computeIfAbsent(folderId, this::newBatch);
      lastFolder = folderId;
      lastBatch = batch;
    }
    return batch;
  }

  /** Most calls are about one folder, so the first batch has room for all elements. */
  private B newBatch(String folderId) {
    int expected = batches.isEmpty() ? Math.min(total, 1 << 16) : 1;
    return newBatch(folders.forWriting(folderId), expected);
  }

  final void checkLength(int index, String field, String id) {
    if (id.length() * 3L > maxIdBytes && utf8Length(id) > maxIdBytes) {
      throw new IllegalArgumentException(
          word() + " " + index + ": " + field + " is longer than " + maxIdBytes + " bytes");
    }
  }

  private static long utf8Length(String id) {
    return id.codePoints()
        .mapToLong(point -> point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4)
        .sum();
  }

  /**
   * Checks the size once more, when the batches know what is to be written again with them.
   *
   * @throws IllegalArgumentException if it is too large
   */
  final void checkWritten() {
    long written = batches.values().stream().mapToLong(IdentityBatch::bytes).sum();
    if (written > MAX_BATCH_BYTES) {
      throw new IllegalArgumentException(
          "the identities of the batch have more than " + MAX_BATCH_BYTES + " bytes of fields");
    }
  }

  /** Returns whether an identifier names nobody in particular. */
  final boolean isPlaceholder(String id) {
    return placeholders.matches(id);
  }

  /** Returns the times of the call. */
  final CallTimes times() {
    return times;
  }

  /** Returns what each folder is given. */
  final Collection<B> batches() {
    return batches.values();
  }

  /** Returns the ids of the folders with what each is given. */
  final Map<String, B> batchesByFolder() {
    return batches;
  }

  /** Returns how many elements the folders are given. */
  final int count() {
    return count;
  }

  final int newIdentities() {
    return batches.values().stream().mapToInt(IdentityBatch::newIdentities).sum();
  }

  final List<RefusedRecord> refused() {
    return refused;
  }
}
