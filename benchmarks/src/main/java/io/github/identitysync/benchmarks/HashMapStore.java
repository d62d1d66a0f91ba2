package io.github.identitysync.benchmarks;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.SyncRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table that is written by hand most often: nothing is durable, and no links are kept. */
final class HashMapStore implements IdentityStore {

  static final String SETTINGS =
      "HashMap<String, Integer> and int[] for parent, size and next member; one lock";

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> texts = new ArrayList<>();
  private int[] parents = new int[1_024];
  private int[] sizes = new int[1_024];

  /** Leads around the members of a set. */
  private int[] next = new int[1_024];

  @Override
  public synchronized void apply(List<SyncRecord> batch) {
    for (SyncRecord record : batch) {
      unite(numbered(Keys.browserText(record)), numbered(Keys.externalText(record)));
    }
  }

  private int numbered(String text) {
    Integer number = numbers.putIfAbsent(text, texts.size());
    return number == null ? add(text) : number;
  }

  private int add(String text) {
    int number = texts.size();
    texts.add(text);
    if (number == parents.length) {
      parents = Arrays.copyOf(parents, 2 * number);
      sizes = Arrays.copyOf(sizes, 2 * number);
      next = Arrays.copyOf(next, 2 * number);
    }
    parents[number] = number;
    sizes[number] = 1;
    next[number] = number;
    return number;
  }

  private void unite(int one, int other) {
    int large = root(one);
    int small = root(other);
    if (large == small) {
      return;
    }
    if (sizes[large] < sizes[small]) {
      int swap = large;
      large = small;
      small = swap;
    }
    parents[small] = large;
    sizes[large] += sizes[small];
    int swap = next[large];
    next[large] = next[small];
    next[small] = swap;
  }

  private int root(int number) {
    int at = number;
    while (parents[at] != at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  }

  @Override
  public synchronized boolean sameProfile(String folderId, Identity one, Identity other) {
    Integer first = numbers.get(Keys.text(folderId, one));
    Integer second = numbers.get(Keys.text(folderId, other));
    return first != null && second != null && root(first) == root(second);
  }

  @Override
  public synchronized int profile(String folderId, Identity identity) {
    Integer start = numbers.get(Keys.text(folderId, identity));
    if (start == null) {
      return 0;
    }
    List<Identity> members = new ArrayList<>();
    int at = start;
    do {
      members.add(Keys.identity(texts.get(at)));
      at = next[at];
    } while (at != start);
    return members.size();
  }

  @Override
  public void close() {}
}
