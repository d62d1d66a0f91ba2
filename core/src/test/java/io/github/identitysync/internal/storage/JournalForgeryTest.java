package io.github.identitysync.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.identitysync.model.IdentitySyncException.Corrupt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Frames whose checksums are right, at the borders of what can be. */
class JournalForgeryTest {

  private static final long STORE = 42;
  private static final int START = Journal.HEADER_BYTES;
  private static final int HEADER = Journal.FRAME_HEADER_BYTES;
  private static final int FRAME_MAGIC = 0x4652_414D;

  private final StoreFile file = new MemoryFiles().open("journal");

  @BeforeEach
  void create() throws IOException {
    Journal.create(file, STORE);
  }

  private List<byte[]> replay() throws IOException {
    Superblock superblock = new Superblock(STORE, new byte[16], 1, 0, 0, START);
    List<byte[]> replayed = new ArrayList<>();
    new Journal(file, superblock, 1 << 20)
        .replay((bytes, from, to) -> replayed.add(Arrays.copyOfRange(bytes, from, to)), false);
    return replayed;
  }

  /**
   * Makes the file end behind a frame, or in it.
   *
   * @param size the length of the file
   * @param length the length that the frame tells of the file
   * @param content the length that the frame tells of its content, which is zeros
   */
  private void forge(int size, long length, int content) throws IOException {
    byte[] frame = new byte[Math.max(HEADER + Math.max(content, 0), size - START)];
    Bytes.putInt(frame, 0, FRAME_MAGIC);
    Bytes.putInt(frame, 4, content);
    Bytes.putLong(frame, 8, 1);
    Bytes.putLong(frame, 16, 1);
    Bytes.putLong(frame, 24, length);
    Bytes.putInt(frame, 32, Bytes.checksum(STORE, frame, 0, 32));
    Bytes.putInt(frame, 36, Bytes.checksum(STORE, frame, HEADER, Math.max(content, 0)));
    file.write(START, ByteBuffer.wrap(frame));
    file.truncate(size);
  }

  @Test
  void aFrameMayEndWhereTheFileDoes() throws IOException {
    for (int content : new int[] {0, 1, 100, 5_000}) {
      int size = START + HEADER + content;
      forge(size, size, content);
      assertThat(replay()).containsExactly(new byte[content]);
    }
  }

  @Test
  void aFrameThatIsLongerThanTheFileIsNone() throws IOException {
    for (int room : new int[] {0, 1, 100}) {
      int size = START + HEADER + room;
      for (int content : new int[] {room + 1, room + 5_000, -1}) {
        forge(size, size, content);
        assertThat(replay()).as("%d bytes where there are %d", content, room).isEmpty();
      }
    }
  }

  @Test
  void aFileMayEndInTheHeaderOfAFrame() throws IOException {
    for (int size = START; size < START + HEADER; size++) {
      forge(size, size, 0);
      assertThat(replay()).as("cut to %d", size).isEmpty();
    }
  }

  @Test
  void aFrameTellsThatTheFileWasLonger() throws IOException {
    int size = START + HEADER;
    forge(size, size + 1, 0);
    assertThatExceptionOfType(Corrupt.class).isThrownBy(this::replay);
  }
}
