package io.github.identitysync.testing;

import io.github.identitysync.FolderStats;
import io.github.identitysync.Profile;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileId;
import io.github.identitysync.model.SyncRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a store should say, worked out from its records in the plainest way. */
public final class Oracle {

  private final Keys keys;
  private final TreeMap<String, Facts> folders = new TreeMap<>();

  /** Makes an oracle that was told nothing. */
  public Oracle(Keys keys) {
    this.keys = keys;
  }

  /** Makes an oracle that was told some records. */
  public static Oracle of(Keys keys, Collection<SyncRecord> records) {
    Oracle oracle = new Oracle(keys);
    records.forEach(oracle::add);
    return oracle;
  }

  /** Tells of a record, which has a time. */
  public void add(SyncRecord record) {
    folders.computeIfAbsent(record.folderId(), id -> new Facts()).add(record);
  }

  /** Returns the facts of every folder that has records. */
  public Map<String, Facts> facts() {
    return folders;
  }

  /** Returns every folder's state, without digests. */
  public Map<String, Snapshot.OfFolder> state() {
    Map<String, Snapshot.OfFolder> state = new TreeMap<>();
    folders.forEach((id, facts) -> state.put(id, folder(id, facts)));
    return state;
  }

  private Snapshot.OfFolder folder(String id, Facts facts) {
    Map<Identity, ProfileId> keysOfFolder = keys.of(id, facts.identities().keySet());
    Set<Profile> profiles = new HashSet<>();
    int largest = 0;
    for (Set<Identity> members : components(facts)) {
      Identity canonical = canonical(members, facts, keysOfFolder);
      profiles.add(
          new Profile(
              id,
              keysOfFolder.get(canonical),
              canonical,
              List.copyOf(members),
              Collections.emptySortedMap()));
      largest = Math.max(largest, members.size());
    }
    return new Snapshot.OfFolder(
        new FolderStats(facts.identities().size(), facts.links().size(), profiles.size(), largest),
        profiles,
        "");
  }

  private static Identity canonical(
      Set<Identity> members, Facts facts, Map<Identity, ProfileId> keysOfFolder) {
    return members.stream()
        .min(
            Comparator.<Identity>comparingLong(facts.identities()::get)
                .thenComparing(Identity.Browser.class::isInstance)
                .thenComparing(keysOfFolder::get, Keys.ORDER))
        .orElseThrow();
  }

  /** Finds the connected components by breadth-first search, each sorted. */
  private static List<Set<Identity>> components(Facts facts) {
    Map<Identity, List<Identity>> neighbours = new HashMap<>();
    for (Facts.Link link : facts.links().keySet()) {
      neighbours.computeIfAbsent(link.browser(), i -> new ArrayList<>()).add(link.external());
      neighbours.computeIfAbsent(link.external(), i -> new ArrayList<>()).add(link.browser());
    }
    List<Set<Identity>> components = new ArrayList<>();
    Set<Identity> seen = new HashSet<>();
    for (Identity start : facts.identities().keySet()) {
      Set<Identity> component = new TreeSet<>();
      Deque<Identity> queue = new ArrayDeque<>();
      if (seen.add(start)) {
        queue.add(start);
      }
      while (!queue.isEmpty()) {
        Identity at = queue.remove();
        component.add(at);
        neighbours.get(at).stream().filter(seen::add).forEach(queue::add);
      }
      if (!component.isEmpty()) {
        components.add(component);
      }
    }
    return components;
  }
}
