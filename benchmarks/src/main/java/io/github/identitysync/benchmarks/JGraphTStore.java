package io.github.identitysync.benchmarks;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.SyncRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jgrapht.alg.util.UnionFind;

/**
 * JGraphT's disjoint-set: nothing is durable, and no links are kept. It does not list the members
 * of a set, so listing a profile looks at every identity.
 */
final class JGraphTStore implements IdentityStore {

  static final String SETTINGS = "UnionFind<String>; one lock";

  private final Elements elements = new Elements();

  @Override
  public synchronized void apply(List<SyncRecord> batch) {
    for (SyncRecord record : batch) {
      String browser = Keys.browserText(record);
      String external = Keys.externalText(record);
      elements.addIfAbsent(browser);
      elements.addIfAbsent(external);
      elements.union(browser, external);
    }
  }

  @Override
  public synchronized boolean sameProfile(String folderId, Identity one, Identity other) {
    String first = Keys.text(folderId, one);
    String second = Keys.text(folderId, other);
    return elements.contains(first)
        && elements.contains(second)
        && elements.inSameSet(first, second);
  }

  @Override
  public synchronized int profile(String folderId, Identity identity) {
    String text = Keys.text(folderId, identity);
    return elements.contains(text) ? elements.members(text).size() : 0;
  }

  @Override
  public void close() {}

  /** The disjoint-set, which tells only its subclasses what is in it. */
  private static final class Elements extends UnionFind<String> {

    Elements() {
      super(Set.of());
    }

    boolean contains(String element) {
      return getParentMap().containsKey(element);
    }

    void addIfAbsent(String element) {
      if (!contains(element)) {
        addElement(element);
      }
    }

    List<Identity> members(String element) {
      String root = find(element);
      Map<String, String> parents = getParentMap();
      return List.copyOf(parents.keySet()).stream()
          .filter(other -> find(other).equals(root))
          .map(Keys::identity)
          .toList();
    }
  }
}
