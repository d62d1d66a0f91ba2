package io.github.identitysync.benchmarks;

import io.github.identitysync.model.SyncRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Works out what a batch of records changes in a forest. Identities, links and nodes are read
 * together, each once, before anything is joined.
 */
final class KeyValueBatch {

  /** Leads to the number of identities. */
  private static final byte[] COUNT = {'c'};

  private static final byte[] NOTHING = {};

  private final KeyValueView view;
  private final Map<Integer, KeyValueNode> nodes = new HashMap<>();
  private final List<Map.Entry<byte[], byte[]>> entries = new ArrayList<>();

  /** How many identities the store has. */
  private final int known;

  private int count;

  KeyValueBatch(KeyValueView view) {
    this.view = view;
    byte[] value = view.get(COUNT);
    this.known = value == null ? 0 : number(value);
    this.count = known;
  }

  /** Returns what is to be written, sorted by key; empty if the records say nothing new. */
  List<Map.Entry<byte[], byte[]>> apply(List<SyncRecord> records) {
    Collection<Link> links = newLinks(records);
    readNodes(links);
    for (Link link : links) {
      entries.add(Map.entry(link.key(), NOTHING));
      unite(root(link.browser), root(link.external));
    }
    if (count > known) {
      entries.add(Map.entry(COUNT, value(count)));
    }
    for (KeyValueNode node : nodes.values()) {
      if (node.changed) {
        entries.add(Map.entry(Keys.node(node.number), node.value()));
      }
    }
    entries.sort(Map.Entry.comparingByKey(Arrays::compareUnsigned));
    return entries;
  }

  /** Numbers the identities, and returns those links, each once, that the store does not have. */
  private Collection<Link> newLinks(List<SyncRecord> records) {
    Map<String, Integer> numbers = numbers(records);
    Set<Link> links = new LinkedHashSet<>();
    List<Link> asked = new ArrayList<>();
    for (SyncRecord record : records) {
      Link link =
          new Link(numbers.get(Keys.browserText(record)), numbers.get(Keys.externalText(record)));
      if (links.add(link) && link.browser < known && link.external < known) {
        asked.add(link);
      }
    }
    List<byte[]> found = view.getAll(asked.stream().map(Link::key).toList());
    for (int i = 0; i < asked.size(); i++) {
      if (found.get(i) != null) {
        links.remove(asked.get(i));
      }
    }
    return links;
  }

  private Map<String, Integer> numbers(List<SyncRecord> records) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    for (SyncRecord record : records) {
      numbers.put(Keys.browserText(record), null);
      numbers.put(Keys.externalText(record), null);
    }
    List<byte[]> keys = new ArrayList<>(numbers.size());
    for (String text : numbers.keySet()) {
      keys.add(Keys.name(text));
    }
    List<byte[]> found = view.getAll(keys);
    int i = 0;
    for (Map.Entry<String, Integer> identity : numbers.entrySet()) {
      byte[] value = found.get(i);
      identity.setValue(value == null ? add(keys.get(i)) : number(value));
      i++;
    }
    return numbers;
  }

  private int add(byte[] key) {
    int number = count++;
    entries.add(Map.entry(key, value(number)));
    nodes.put(number, new KeyValueNode(number, Arrays.copyOfRange(key, 1, key.length)));
    return number;
  }

  private void readNodes(Collection<Link> links) {
    List<Integer> numbers =
        links.stream()
            .flatMap(link -> Stream.of(link.browser, link.external))
            .filter(number -> number < known)
            .distinct()
            .toList();
    List<byte[]> values = view.getAll(numbers.stream().map(Keys::node).toList());
    for (int i = 0; i < numbers.size(); i++) {
      int number = numbers.get(i);
      nodes.put(number, new KeyValueNode(number, ByteBuffer.wrap(values.get(i))));
    }
  }

  private KeyValueNode node(int number) {
    return nodes.computeIfAbsent(
        number, missing -> new KeyValueNode(number, ByteBuffer.wrap(view.get(Keys.node(number)))));
  }

  private KeyValueNode root(int number) {
    KeyValueNode node = node(number);
    while (node.parent != node.number) {
      KeyValueNode parent = node(node.parent);
      if (parent.parent != parent.number) {
        node.parent = parent.parent;
        node.changed = true;
      }
      node = node(node.parent);
    }
    return node;
  }

  private static void unite(KeyValueNode one, KeyValueNode other) {
    if (one == other) {
      return;
    }
    KeyValueNode large = one.size < other.size ? other : one;
    KeyValueNode small = large == one ? other : one;
    small.parent = large.number;
    large.size += small.size;
    int next = large.next;
    large.next = small.next;
    small.next = next;
    large.changed = true;
    small.changed = true;
  }

  private static int number(byte[] value) {
    return ByteBuffer.wrap(value).getInt();
  }

  private static byte[] value(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  private record Link(int browser, int external) {
    byte[] key() {
      return Keys.link(browser, external);
    }
  }
}
