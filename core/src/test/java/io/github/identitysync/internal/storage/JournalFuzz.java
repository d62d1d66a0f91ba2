package io.github.identitysync.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.IdentitySyncException.Corrupt;
import io.github.identitysync.testing.FaultBytes;
import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultyFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Any bytes, replayed as the frames of a journal whose checksums are right: damage, or pages that a
 * checkpoint then keeps.
 */
public final class JournalFuzz {

  private static final String JOURNAL = "journal";
  private static final int LIMIT = 1 << 20;
  private static final int CONTENT_AT = Journal.FRAME_HEADER_BYTES;
  private static final int RANGE_WORDS = 0x3FF;

  /**
   * Each range may add a thousand pages, all of which are read here; so their numbers stay small.
   */
  private static final long RANGES_OF_FEW_PAGES = 0x3FF_FFFFL;

  private static final FaultDisk DISK = disk();

  private JournalFuzz() {}

  /** Replays one input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    FaultyFiles files = FaultyFiles.of(DISK.with(JOURNAL, FaultBytes.of(journal(input))));
    List<byte[]> replayed;
    try (JournaledPages pages = open(files)) {
      replayed = content(pages);
      pages.checkpoint(true);
      pages.verify();
    } catch (Corrupt e) {
      assertThat(e).hasNoCause();
      assertThat(e.getMessage()).matches("(the journal|commit \\d+) [a-z ]+");
      return;
    }
    try (JournaledPages pages = open(files)) {
      assertThat(Arrays.deepEquals(content(pages).toArray(), replayed.toArray())).isTrue();
    }
  }

  /** A store of three pages that were checkpointed. */
  private static FaultDisk disk() {
    FaultyFiles files = FaultyFiles.of(FaultDisk.empty());
    try (JournaledPages pages = open(files)) {
      for (int page = 0; page < 3; page++) {
        Arrays.fill(pages.change(page, 0, PageFile.PAGE_DATA), 0, PageFile.PAGE_DATA, (byte) page);
      }
      pages.commit();
      pages.checkpoint(true);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return files.disk();
  }

  private static JournaledPages open(FaultyFiles files) throws IOException {
    return new StoreOpener(files, null, LIMIT).open();
  }

  private static List<byte[]> content(JournaledPages pages) {
    List<byte[]> content = new ArrayList<>();
    for (long page = 0; page < pages.count(); page++) {
      content.add(Arrays.copyOf(pages.read(page), PageFile.PAGE_DATA));
    }
    return content;
  }

  /** Lays the input behind the header of the journal, and makes the checksums of frames right. */
  private static byte[] journal(byte[] input) throws IOException {
    int length = Journal.HEADER_BYTES + Journal.aligned(input.length) + Journal.ALIGNMENT;
    byte[] journal =
        Arrays.copyOf(Arrays.copyOf(DISK.bytes(JOURNAL).toArray(), Journal.HEADER_BYTES), length);
    System.arraycopy(input, 0, journal, Journal.HEADER_BYTES, input.length);
    long storeId = storeId();
    for (int at = length - Journal.ALIGNMENT; at >= Journal.HEADER_BYTES; at -= Journal.ALIGNMENT) {
      int content = Bytes.getInt(journal, at + 4);
      if (content >= 0 && content <= length - at - CONTENT_AT) {
        keepToFewPages(journal, at + CONTENT_AT, at + CONTENT_AT + content);
        Bytes.putInt(journal, at + 36, Bytes.checksum(storeId, journal, at + CONTENT_AT, content));
      }
      Bytes.putInt(journal, at + 32, Bytes.checksum(storeId, journal, at, 32));
    }
    return journal;
  }

  private static void keepToFewPages(byte[] journal, int from, int to) {
    for (int at = from; at <= to - Long.BYTES; ) {
      long range = Bytes.getLong(journal, at) & RANGES_OF_FEW_PAGES;
      Bytes.putLong(journal, at, range);
      at += Long.BYTES + (int) (range & RANGE_WORDS) * Long.BYTES;
    }
  }

  private static long storeId() throws IOException {
    try (PageFile base = new PageFile(FaultyFiles.of(DISK).open("identities.db"))) {
      return base.readSuperblock().storeId();
    }
  }
}
