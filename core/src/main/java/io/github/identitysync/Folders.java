package io.github.identitysync;

import io.github.identitysync.internal.folder.BlockCaches;
import io.github.identitysync.internal.folder.FolderState;
import io.github.identitysync.internal.folder.Partition;
import io.github.identitysync.internal.storage.FactStore;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The folders of a store: the ones in use in memory, all of them in the store's catalog.
 *
 * <p>The store's thread adds new folders, when it writes their first facts; they are part of the
 * catalog for others once the commit that has those is published.
 */
final class Folders {

  private final FactStore store;
  private final BlockCaches caches;
  private final Map<String, FolderState> inUse = new ConcurrentHashMap<>();

  /** The partitions that somebody still holds, unless closed; guarded by itself. */
  private final Set<Partition> partitions = Collections.newSetFromMap(new WeakHashMap<>());

  private boolean closed;
  private int added;
  private volatile int published;

  Folders(FactStore store, long cacheBytes) {
    this.store = store;
    this.caches = new BlockCaches(cacheBytes);
    this.added = store.folderCount();
    this.published = added;
  }

  /**
   * Returns a folder to prepare a batch for, with its facts read. Where there is none of that id it
   * is a new one, which nobody else is given until facts of it are committed: {@link #latest}.
   */
  FolderState forWriting(String id) {
    FolderState folder = existing(id);
    return folder == null ? new FolderState(store, caches, id, FolderState.UNNUMBERED) : folder;
  }

  /** Returns a folder with its facts read, or null where there is none. Creates nothing. */
  @Nullable FolderState existing(String id) {
    FolderState folder = inUse.get(id);
    if (folder == null) {
      int number = publishedNumber(id);
      if (number < 0) {
        return null;
      }
      FolderState unread = new FolderState(store, caches, id, number);
      folder = Objects.requireNonNullElse(inUse.putIfAbsent(id, unread), unread);
    }
    return load(folder);
  }

  /** A folder that could not be read is forgotten, so that the next call tries again. */
  private FolderState load(FolderState folder) {
    try {
      return folder.load();
    } catch (Throwable e) {
      inUse.remove(folder.id(), folder);
      throw e;
    }
  }

  private int publishedNumber(String id) {
    int number = store.folder(name(id));
    return number < published ? number : -1;
  }

  private static byte[] name(String id) {
    return id.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the id and number of every folder that has facts. */
  SortedMap<String, Integer> catalog() {
    SortedMap<String, Integer> catalog = new TreeMap<>();
    int end = published;
    store.forEachFolder(
        (name, number) -> {
          if (number < end) {
            catalog.put(new String(name, StandardCharsets.UTF_8), number);
          }
        });
    return catalog;
  }

  /** Returns a folder if it is in memory. */
  @Nullable FolderState inMemory(String id) {
    return inUse.get(id);
  }

  /**
   * Returns the folder that stands for a given one: another one, if that was new to the call that
   * made it and a commit came first. For the store's thread.
   */
  FolderState latest(FolderState folder) {
    return inUse.getOrDefault(folder.id(), folder);
  }

  /** Adds a new folder, and returns its number in the catalog. For the store's thread. */
  int add(FolderState folder) {
    inUse.put(folder.id(), folder);
    store.addFolder(name(folder.id()), added);
    return added++;
  }

  /** Shows others the folders that were added. */
  void publishCatalog() {
    published = added;
  }

  /** Forgets the folders that were added and will not be published. */
  void forgetUnpublished() {
    inUse.values().removeIf(folder -> folder.number() < 0 || folder.number() >= published);
  }

  /** Sees to it that a partition keeps nothing once the store is closed, whoever holds it. */
  Partition keep(Partition partition) {
    synchronized (partitions) {
      if (closed) {
        partition.drop();
      } else {
        partitions.add(partition);
      }
    }
    return partition;
  }

  /** Takes from those who read partitions what they read; to be called when the store is closed. */
  void close() {
    synchronized (partitions) {
      closed = true;
      partitions.forEach(Partition::drop);
    }
  }
}
