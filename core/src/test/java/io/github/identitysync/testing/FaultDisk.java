package io.github.identitysync.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A directory, with directories in it, as a process sees it, and what of it would survive a loss of
 * power. Immutable: an operation makes a new one.
 */
public final class FaultDisk {

  /** What a disk as a rule writes whole or not at all. */
  private static final int SECTOR = 512;

  private static final FaultDisk EMPTY = new FaultDisk(new TreeMap<>());

  private final SortedMap<String, Entry> entries;

  /**
   * A file, or a directory, which has no bytes.
   *
   * @param durable what survives
   * @param kept what survives if every pending change reaches the disk
   * @param current what a reader sees, which differs from that only where a sync lost something
   * @param pending the writes and truncations that a sync would make durable
   * @param listed whether the entry itself survives, if the directory that it is in does
   */
  private record Entry(
      boolean isDirectory,
      FaultBytes durable,
      FaultBytes kept,
      FaultBytes current,
      List<FaultOperation> pending,
      boolean listed) {

    static Entry of(FaultBytes content, boolean listed) {
      return new Entry(false, content, content, content, List.of(), listed);
    }

    static Entry newDirectory() {
      FaultBytes none = FaultBytes.EMPTY;
      return new Entry(true, none, none, none, List.of(), false);
    }

    Entry with(FaultOperation operation) {
      List<FaultOperation> more = new ArrayList<>(pending);
      more.add(operation);
      FaultBytes changed = carryOut(kept, operation);
      FaultBytes seen = current == kept ? changed : carryOut(current, operation);
      return new Entry(isDirectory, durable, changed, seen, more, listed);
    }

    private Entry withDurable(FaultBytes content) {
      return new Entry(isDirectory, content, content, current, List.of(), listed);
    }

    Entry synced() {
      return withDurable(kept);
    }

    Entry syncedInPart(Random random) {
      return withDurable(torn(this, random));
    }

    Entry withListing() {
      return new Entry(isDirectory, durable, kept, current, pending, true);
    }

    /** Returns what a crash leaves of it. */
    Entry surviving(FaultBytes content) {
      return new Entry(isDirectory, content, content, content, List.of(), true);
    }
  }

  private FaultDisk(SortedMap<String, Entry> entries) {
    this.entries = Collections.unmodifiableSortedMap(entries);
  }

  /** Returns an empty directory. */
  public static FaultDisk empty() {
    return EMPTY;
  }

  /** Returns whether there is such a file. */
  public boolean exists(String name) {
    return entries.containsKey(name);
  }

  /** Returns the names of all files and directories, each behind that of what it is in. */
  public Set<String> names() {
    return entries.keySet();
  }

  /** Returns whether a name is that of a directory. */
  public boolean isDirectory(String name) {
    return entries.get(name).isDirectory();
  }

  /** Returns how many bytes all files have together. */
  public long size() {
    return entries.values().stream().mapToLong(entry -> entry.current().size()).sum();
  }

  /** Returns what a reader of the file sees. */
  public FaultBytes bytes(String name) {
    return entries.get(name).current();
  }

  /** Returns the directory with a file of another content, which is durable. */
  public FaultDisk with(String name, FaultBytes content) {
    return replace(name, Entry.of(content, true));
  }

  /** Returns the directory without a file. */
  public FaultDisk without(String name) {
    SortedMap<String, Entry> changed = new TreeMap<>(entries);
    changed.remove(name);
    return new FaultDisk(changed);
  }

  /** Returns the directory after an operation. */
  public FaultDisk after(FaultOperation operation) {
    if (operation instanceof FaultOperation.Create create) {
      return replace(create.name(), Entry.of(FaultBytes.EMPTY, false));
    }
    if (operation instanceof FaultOperation.CreateDirectory create) {
      return replace(create.name(), Entry.newDirectory());
    }
    if (operation instanceof FaultOperation.Write write) {
      return replace(write.name(), entries.get(write.name()).with(write));
    }
    if (operation instanceof FaultOperation.Truncate truncate) {
      return replace(truncate.name(), entries.get(truncate.name()).with(truncate));
    }
    if (operation instanceof FaultOperation.Sync sync) {
      return replace(sync.name(), entries.get(sync.name()).synced());
    }
    if (operation instanceof FaultOperation.LossySync sync) {
      Random random = new Random(sync.seed());
      return replace(sync.name(), entries.get(sync.name()).syncedInPart(random));
    }
    String synced = ((FaultOperation.SyncDirectory) operation).name();
    SortedMap<String, Entry> listed = new TreeMap<>(entries);
    listed.replaceAll((name, entry) -> parent(name).equals(synced) ? entry.withListing() : entry);
    return new FaultDisk(listed);
  }

  private static String parent(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('/')));
  }

  private FaultDisk replace(String name, Entry entry) {
    SortedMap<String, Entry> changed = new TreeMap<>(entries);
    changed.put(name, entry);
    return new FaultDisk(changed);
  }

  private static FaultBytes carryOut(FaultBytes bytes, FaultOperation operation) {
    if (operation instanceof FaultOperation.Write write) {
      return bytes.write(write.position(), write.bytes(), 0, write.bytes().length);
    }
    return bytes.truncate(((FaultOperation.Truncate) operation).size());
  }

  /** Returns the directory as the next process finds it. */
  public FaultDisk crash(FaultFate fate) {
    if (fate.kind() == FaultFate.Kind.KILLED) {
      return this;
    }
    Random random = new Random(fate.seed());
    SortedMap<String, Entry> survivors = new TreeMap<>();
    for (Map.Entry<String, Entry> named : entries.entrySet()) {
      Entry entry = named.getValue();
      boolean listed =
          switch (fate.kind()) {
            case KEPT -> true;
            case TORN -> entry.listed() || random.nextBoolean();
            default -> entry.listed();
          };
      String parent = parent(named.getKey());
      if (listed && (parent.isEmpty() || survivors.containsKey(parent))) {
        FaultBytes content =
            switch (fate.kind()) {
              case KEPT -> entry.kept();
              case TORN -> torn(entry, random);
              default -> entry.durable();
            };
        survivors.put(named.getKey(), entry.surviving(content));
      }
    }
    return new FaultDisk(survivors);
  }

  private static FaultBytes torn(Entry entry, Random random) {
    FaultBytes bytes = entry.durable();
    for (FaultOperation operation : entry.pending()) {
      int draw = random.nextInt(4);
      if (draw == 0) {
        bytes = carryOut(bytes, operation);
      } else if (draw == 1 && operation instanceof FaultOperation.Write write) {
        bytes = inBytes(bytes, write, random);
      } else if (draw == 2 && operation instanceof FaultOperation.Write write) {
        bytes = inSectors(bytes, write, random);
      }
    }
    return bytes;
  }

  /** Carries any bytes of a write out; what it adds to the file may be zeros to its end. */
  private static FaultBytes inBytes(FaultBytes bytes, FaultOperation.Write write, Random random) {
    byte[] mixed = old(bytes, write);
    byte[] draws = new byte[mixed.length];
    random.nextBytes(draws);
    int bound = random.nextInt(Byte.MIN_VALUE, Byte.MAX_VALUE + 1);
    int end = random.nextBoolean() ? mixed.length : 0;
    for (int at = 0; at < mixed.length; at++) {
      if (draws[at] < bound) {
        mixed[at] = write.bytes()[at];
        end = Math.max(end, at + 1);
      }
    }
    return bytes.write(write.position(), mixed, 0, end);
  }

  /** Returns what is there where a write goes, with zeros behind the end. */
  private static byte[] old(FaultBytes bytes, FaultOperation.Write write) {
    byte[] old = new byte[write.bytes().length];
    int count = (int) Math.min(old.length, Math.max(0, bytes.size() - write.position()));
    bytes.read(write.position(), old, 0, count);
    return old;
  }

  /** Carries some sectors of a write out, and of one of them any bytes. */
  private static FaultBytes inSectors(FaultBytes bytes, FaultOperation.Write write, Random random) {
    byte[] mixed = old(bytes, write);
    int chance = random.nextInt(1, 10);
    int torn = random.nextInt(mixed.length + 1);
    int end = 0;
    int from = 0;
    while (from < mixed.length) {
      int within = (int) ((write.position() + from) % SECTOR);
      int count = Math.min(SECTOR - within, mixed.length - from);
      if (from <= torn && torn < from + count) {
        for (int at = from; at < from + count; at++) {
          mixed[at] = random.nextBoolean() ? write.bytes()[at] : mixed[at];
        }
        end = from + count;
      } else if (random.nextInt(10) < chance) {
        System.arraycopy(write.bytes(), from, mixed, from, count);
        end = from + count;
      }
      from += count;
    }
    return bytes.write(write.position(), mixed, 0, end);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    entries.forEach(
        (name, entry) ->
            text.append(
                "%s: %d bytes, %d pending%s; "
                    .formatted(
                        name,
                        entry.current().size(),
                        entry.pending().size(),
                        entry.listed() ? "" : ", unlisted")));
    return text.toString();
  }
}
