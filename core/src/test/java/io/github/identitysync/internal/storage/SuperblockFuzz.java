package io.github.identitysync.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.model.IdentitySyncException.Corrupt;
import io.github.identitysync.model.IdentitySyncException.UnsupportedFormat;
import io.github.identitysync.testing.FaultBytes;
import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultyFiles;
import java.io.IOException;
import java.util.Arrays;

/**
 * Any bytes as the superblock of a base file, once as they are and once as those of a whole
 * superblock: damage, another version, or a store that can be read to its end.
 */
public final class SuperblockFuzz {

  private static final int CHECKSUM_AT = 12;
  private static final Superblock RIGHT =
      new Superblock(7, new byte[Superblock.SECRET_BYTES], 1, 0, 0, Journal.EMPTY_BYTES);

  private SuperblockFuzz() {}

  /** Opens a store with one input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    open(Arrays.copyOf(input, Superblock.BYTES));
    byte[] whole = RIGHT.encode();
    int fields = Math.min(input.length, Superblock.BYTES - CHECKSUM_AT - 4);
    System.arraycopy(input, 0, whole, CHECKSUM_AT + 4, fields);
    Bytes.putInt(whole, CHECKSUM_AT, 0);
    Bytes.putInt(whole, CHECKSUM_AT, Bytes.checksum(0, whole, 0, Superblock.BYTES));
    Superblock decoded = Superblock.decode(whole);
    assertThat(Superblock.decode(decoded.encode())).usingRecursiveComparison().isEqualTo(decoded);
    open(whole);
  }

  private static void open(byte[] block) throws IOException {
    FaultyFiles files = FaultyFiles.of(FaultDisk.empty());
    try (StoreFile journal = files.open("journal")) {
      Journal.create(journal, RIGHT.storeId());
    }
    FaultDisk disk = files.disk().with("identities.db", FaultBytes.of(block));
    try (JournaledPages pages =
        new StoreOpener(FaultyFiles.of(disk), null, Journal.EMPTY_BYTES).open()) {
      pages.verify();
    } catch (Corrupt | UnsupportedFormat e) {
      assertThat(e.getMessage())
          .matches("(the base file|the journal|commit|format version|I1: page) [-a-z0-9; ]+");
    }
  }
}
