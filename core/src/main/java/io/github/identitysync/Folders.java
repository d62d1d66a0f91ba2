package io.github.identitysync;

import io.github.identitysync.internal.folder.BlockCaches;
import io.github.identitysync.internal.folder.FolderState;
import io.github.identitysync.internal.storage.FactStore;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The folders of a store: the ones in use in memory, all of them in the store's catalog.
 *
 * <p>The store's thread adds folders to the catalog; they are part of it for others once the commit
 * that has their first facts is published.
 */
final class Folders {

  private final FactStore store;
  private final BlockCaches caches;
  private final Map<String, FolderState> inUse = new ConcurrentHashMap<>();
  private int added;
  private volatile int published;

  Folders(FactStore store, long cacheBytes) {
    this.store = store;
    this.caches = new BlockCaches(cacheBytes);
    this.added = store.folderCount();
    this.published = added;
  }

  /** Returns a folder, which need not have facts, with those that it has read. */
  FolderState forWriting(String id) {
    return load(
        inUse.computeIfAbsent(
            id, key -> new FolderState(store, caches, key, publishedNumber(key))));
  }

  /** Returns a folder with its facts read, or null where there is none. Creates nothing. */
  @Nullable FolderState existing(String id) {
    FolderState folder = inUse.get(id);
    if (folder != null) {
      return load(folder);
    }
    return publishedNumber(id) < 0 ? null : forWriting(id);
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

  /** Adds a folder to the catalog and returns its number. */
  int addToCatalog(FolderState folder) {
    store.addFolder(name(folder.id()), added);
    return added++;
  }

  /** Shows others the folders that were added. */
  void publishCatalog() {
    published = added;
  }
}
