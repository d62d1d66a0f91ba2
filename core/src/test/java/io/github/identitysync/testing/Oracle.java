package io.github.identitysync.testing;

import io.github.identitysync.Field;
import io.github.identitysync.FolderStats;
import io.github.identitysync.Profile;
import io.github.identitysync.model.FieldRule;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileId;
import io.github.identitysync.model.ProfileUpdate;
import io.github.identitysync.model.SyncRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a store should say, worked out from its records and updates in the plainest way. */
public final class Oracle {

  private final Keys keys;
  private final Map<String, FieldRule> rules;
  private final TreeMap<String, Facts> folders = new TreeMap<>();

  /** Makes an oracle that was told nothing, for a store without rules. */
  public Oracle(Keys keys) {
    this(keys, Map.of());
  }

  /** Makes an oracle that was told nothing. */
  public Oracle(Keys keys, Map<String, FieldRule> rules) {
    this.keys = keys;
    this.rules = rules;
  }

  /** Makes an oracle that was told some records. */
  public static Oracle of(Keys keys, Collection<SyncRecord> records) {
    Oracle oracle = new Oracle(keys);
    records.forEach(oracle::add);
    return oracle;
  }

  /** Makes an oracle that was told some records and updates. */
  public static Oracle of(Keys keys, Map<String, FieldRule> rules, List<Input> inputs) {
    Oracle oracle = new Oracle(keys, rules);
    Input.records(inputs).forEach(oracle::add);
    Input.updates(inputs).forEach(oracle::add);
    return oracle;
  }

  /** Tells of a record, which has a time. */
  public void add(SyncRecord record) {
    folders.computeIfAbsent(record.folderId(), id -> new Facts()).add(record);
  }

  /** Tells of an update, which has a time. */
  public void add(ProfileUpdate update) {
    folders.computeIfAbsent(update.folderId(), id -> new Facts()).add(update);
  }

  /** Returns the facts of every folder that has records or updates. */
  public Map<String, Facts> facts() {
    return folders;
  }

  /** Returns what must be equal for the digests of a folder to be equal. */
  public Facts.Digested digested(String folderId) {
    return folders.getOrDefault(folderId, new Facts()).digested(rules);
  }

  /** Returns every folder's state, without digests. */
  public Map<String, Snapshot.OfFolder> state() {
    Map<String, Snapshot.OfFolder> state = new TreeMap<>();
    folders.forEach((id, facts) -> state.put(id, folder(id, facts)));
    return state;
  }

  /** Returns the profile that an identity should be of. */
  public Optional<Profile> profile(String folderId, Identity identity) {
    Facts facts = folders.getOrDefault(folderId, new Facts());
    return folder(folderId, facts).profiles().stream()
        .filter(profile -> profile.identities().contains(identity))
        .findFirst();
  }

  private Snapshot.OfFolder folder(String id, Facts facts) {
    List<Set<Identity>> components = components(facts);
    Set<Identity> candidates = new HashSet<>();
    components.forEach(members -> candidates.addAll(candidates(members, facts)));
    Map<Identity, ProfileId> keysOfFolder = keys.of(id, candidates);
    Set<Profile> profiles = new HashSet<>();
    int largest = 0;
    for (Set<Identity> members : components) {
      Identity canonical =
          candidates(members, facts).stream()
              .min(Comparator.comparing(keysOfFolder::get, Keys.ORDER))
              .orElseThrow();
      profiles.add(
          new Profile(
              id,
              keysOfFolder.get(canonical),
              canonical,
              List.copyOf(members),
              fields(members, facts)));
      largest = Math.max(largest, members.size());
    }
    return new Snapshot.OfFolder(
        new FolderStats(facts.identities().size(), facts.links().size(), profiles.size(), largest),
        profiles,
        "");
  }

  /** Returns the members among which only their keys decide which is the canonical one. */
  private static List<Identity> candidates(Set<Identity> members, Facts facts) {
    Comparator<Identity> order =
        Comparator.<Identity>comparingLong(facts.identities()::get)
            .thenComparing(Identity.Browser.class::isInstance);
    Identity first = members.stream().min(order).orElseThrow();
    return members.stream().filter(member -> order.compare(member, first) == 0).toList();
  }

  private SortedMap<String, Field> fields(Set<Identity> members, Facts facts) {
    Map<String, SortedMap<Identity, Set<Write>>> writes = new HashMap<>();
    for (Identity member : members) {
      facts
          .writes()
          .getOrDefault(member, Map.of())
          .forEach(
              (name, own) ->
                  writes.computeIfAbsent(name, field -> new TreeMap<>()).put(member, own));
    }
    SortedMap<String, Field> fields = new TreeMap<>();
    writes.forEach(
        (name, ofEach) ->
            FieldOracle.shown(rule(name), ofEach).ifPresent(field -> fields.put(name, field)));
    return fields;
  }

  private FieldRule rule(String name) {
    return rules.getOrDefault(name, FieldRule.LATEST);
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
        neighbours.getOrDefault(at, List.of()).stream().filter(seen::add).forEach(queue::add);
      }
      if (!component.isEmpty()) {
        components.add(component);
      }
    }
    return components;
  }
}
