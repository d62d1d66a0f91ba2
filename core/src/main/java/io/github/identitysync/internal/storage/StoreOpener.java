package io.github.identitysync.internal.storage;

import io.github.identitysync.model.IdentitySyncException;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Opens the files of a store, or creates them.
 *
 * <p>Creation makes durable, in this order: the base file with a superblock of epoch 0; an empty
 * journal; a superblock of epoch 1. Nothing can be committed before the last step, so a store of
 * epoch 0 is created anew, while from epoch 1 on a missing or foreign file is damage.
 */
final class StoreOpener {

  private static final String BASE = "identities.db";
  private static final String JOURNAL = "journal";

  private final StoreFiles files;
  private final byte @Nullable [] secret;
  private final long journalBytes;
  private final boolean readOnly;

  StoreOpener(StoreFiles files, byte @Nullable [] secret, long journalBytes) {
    this.files = files;
    this.secret = secret;
    this.journalBytes = journalBytes;
    this.readOnly = files.readOnlyReason() != null;
  }

  JournaledPages open() throws IOException {
    boolean journalExists = files.exists(JOURNAL);
    boolean baseExists = files.exists(BASE);
    if (journalExists && !baseExists) {
      throw new IdentitySyncException.Corrupt("the base file is missing");
    }
    if (readOnly && !baseExists) {
      throw noStore();
    }
    PageFile base = new PageFile(files.open(BASE));
    try {
      Superblock superblock = base.readSuperblock();
      if (superblock == null && (journalExists || !base.mayBeUnfinished())) {
        throw new IdentitySyncException.Corrupt("the base file has no whole superblock");
      }
      boolean isNew = superblock == null || superblock.epoch() == 0;
      if (isNew && readOnly) {
        throw noStore();
      }
      if (!isNew && !journalExists) {
        throw new IdentitySyncException.Corrupt("the journal is missing");
      }
      if (superblock == null || isNew) {
        superblock = create(base, superblock);
      }
      if (secret != null && !Arrays.equals(secret, superblock.secret())) {
        throw new IllegalArgumentException(
            "the secret is not the one that the store was created with");
      }
      JournaledPages pages = openJournal(base, superblock);
      if (!isNew && !readOnly) {
        // The process before this one may have been killed before the superblock was synced.
        base.writeSuperblock(superblock);
      }
      return pages;
    } catch (Throwable e) {
      base.close();
      throw e;
    }
  }

  private static IOException noStore() {
    return new IOException("there is no store");
  }

  private JournaledPages openJournal(PageFile base, Superblock superblock) throws IOException {
    Journal journal = new Journal(files.open(JOURNAL), superblock, journalBytes);
    try {
      return replay(base, journal, superblock);
    } catch (Throwable e) {
      journal.close();
      throw e;
    }
  }

  private JournaledPages replay(PageFile base, Journal journal, Superblock superblock)
      throws IOException {
    JournaledPages pages;
    try {
      pages = JournaledPages.open(base, journal, superblock, readOnly);
    } catch (IdentitySyncException.Corrupt e) {
      refuseIfChanged(base, superblock);
      throw e;
    }
    refuseIfChanged(base, superblock);
    return pages;
  }

  /**
   * An opening whose lock was lost may have made a checkpoint until this one took the files over.
   */
  private static void refuseIfChanged(PageFile base, Superblock superblock) throws IOException {
    Superblock now = base.readSuperblock();
    if (now == null || now.epoch() != superblock.epoch()) {
      throw new IdentitySyncException.Locked("the store is being written by another opening");
    }
  }

  private Superblock create(PageFile base, @Nullable Superblock found) throws IOException {
    Superblock unfinished =
        found == null
            ? new Superblock(random().nextLong(), drawSecret(), 0, 0, 0, Journal.EMPTY_BYTES)
            : found;
    base.writeSuperblock(unfinished);
    files.sync();
    try (StoreFile journal = files.open(JOURNAL)) {
      if (journal.size() > Journal.EMPTY_BYTES) {
        throw new IdentitySyncException.Corrupt("the journal is newer than the base file");
      }
      Journal.create(journal, unfinished.storeId());
      files.sync();
    }
    byte[] chosen = secret == null ? unfinished.secret() : secret;
    Superblock first = new Superblock(unfinished.storeId(), chosen, 1, 0, 0, Journal.EMPTY_BYTES);
    base.writeSuperblock(first);
    return first;
  }

  private byte[] drawSecret() {
    if (secret != null) {
      return secret;
    }
    byte[] drawn = new byte[Superblock.SECRET_BYTES];
    random().nextBytes(drawn);
    return drawn;
  }

  private static SecureRandom random() {
    return new SecureRandom();
  }
}
