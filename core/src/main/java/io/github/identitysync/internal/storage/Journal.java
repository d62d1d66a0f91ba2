package io.github.identitysync.internal.storage;

import io.github.identitysync.model.IdentitySyncException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The commits since the last checkpoint, one checksummed frame each, in a file whose space is
 * allocated ahead.
 *
 * <p>A checkpoint starts a new epoch and the frames begin again at the front; what is left of older
 * epochs behind them is told by its epoch. A frame starts at a multiple of {@link #ALIGNMENT}, so
 * writing one never touches a sector of another. Since a frame is only written after the one before
 * it is durable, a crash can leave at most the last one incomplete: an incomplete frame with a
 * later one behind it is damage.
 */
final class Journal implements AutoCloseable {

  static final int ALIGNMENT = 4096;

  /** The first bytes say whose journal this is; frames begin behind them. */
  static final int HEADER_BYTES = ALIGNMENT;

  /** An empty journal has room for the header of one frame, so that a cut cannot hide the first. */
  static final int EMPTY_BYTES = HEADER_BYTES + ALIGNMENT;

  /** The bytes at the front of a frame that the journal fills in. */
  static final int FRAME_HEADER_BYTES = 40;

  private static final long MAGIC = 0x4944_5359_4E43_4A4CL; // "IDSYNCJL"
  private static final int FRAME_MAGIC = 0x4652_414D; // "FRAM"
  private static final int SMALLEST_GROWTH = 256 << 10;
  private static final int WRITE_BYTES = 1 << 20;

  private final StoreFile file;
  private final OpenerNumber opener;
  private final long storeId;
  private final long limit;
  private long epoch;
  private long sequence;
  private long length;
  private long end = HEADER_BYTES;

  /**
   * Makes a journal that is to be replayed before it is used.
   *
   * @param limit the length in bytes that a checkpoint cuts the file back to
   */
  Journal(StoreFile file, Superblock superblock, long limit) {
    this.file = file;
    this.opener = new OpenerNumber(file, superblock.storeId());
    this.limit = limit;
    this.storeId = superblock.storeId();
    this.epoch = superblock.epoch();
    this.sequence = superblock.sequence();
    this.length = superblock.journalBytes();
  }

  /** Receives the frames found on opening. */
  interface Replay {

    /** Takes a frame, whose content lies between the two positions. */
    void frame(byte[] bytes, int from, int to);
  }

  /** Makes the file an empty journal of the store and makes that durable. */
  static void create(StoreFile file, long storeId) throws IOException {
    file.truncate(0);
    file.write(0, ByteBuffer.wrap(Arrays.copyOf(header(storeId), EMPTY_BYTES)));
    file.sync();
  }

  private static byte[] header(long storeId) {
    byte[] header = new byte[HEADER_BYTES];
    Bytes.putLong(header, 0, MAGIC);
    Bytes.putLong(header, 8, storeId);
    Bytes.putInt(header, 16, Bytes.checksum(storeId, header, 0, 16));
    return header;
  }

  /** The number of the last commit. */
  long sequence() {
    return sequence;
  }

  /** Whether the frames have reached the limit, so that a checkpoint is due. */
  boolean isFull() {
    return end >= limit;
  }

  boolean isEmpty() {
    return end == HEADER_BYTES;
  }

  /**
   * Takes the journal over from the opening before, delivers every whole frame of the current epoch
   * in order, makes sure that the last one is durable, and leaves the journal ready to append.
   *
   * <p>It is taken over before it is read: a commit that comes between is then not acknowledged by
   * the one that made it.
   *
   * @param readOnly whether to write nothing; then the journal is not taken over either
   * @throws IdentitySyncException.Corrupt if the file is not the store's journal, is shorter than
   *     it was, or has a whole frame behind one that is not
   */
  void replay(Replay replay, boolean readOnly) throws IOException {
    if (file.size() < length) {
      throw new IdentitySyncException.Corrupt("the journal is shorter than it was");
    }
    byte[] header = new byte[HEADER_BYTES];
    file.read(0, header, 0, header.length);
    Arrays.fill(header, OpenerNumber.AT, OpenerNumber.AT + OpenerNumber.BYTES, (byte) 0);
    if (!Arrays.equals(header, header(storeId))) {
      throw new IdentitySyncException.Corrupt("the journal is not the one of this store");
    }
    if (readOnly) {
      opener.note();
    } else {
      opener.take();
    }
    byte[] last = replayFrames(replay);
    if (!readOnly) {
      if (last.length > 0) {
        // The process before this one may have been killed before it synced this, or have failed
        // to.
        file.write(end - aligned(last.length), ByteBuffer.wrap(last));
      }
      file.sync();
    }
  }

  /** Delivers the frames, and returns the last one, or an empty array where there is none. */
  private byte[] replayFrames(Replay replay) throws IOException {
    long size = file.size();
    byte[] frame = readFrame(size, end);
    byte[] last = frame;
    while (frame.length > 0) {
      last = frame;
      int to = FRAME_HEADER_BYTES + Bytes.getInt(frame, 4);
      replay.frame(frame, FRAME_HEADER_BYTES, to);
      // Not the size of the file: what lies behind may be space whose sync failed.
      length = Math.max(length, Bytes.getLong(frame, 24));
      sequence++;
      end += aligned(to);
      frame = readFrame(size, end);
    }
    refuseLaterFrames(size);
    return last;
  }

  /**
   * Checks that no other opening has taken the journal over.
   *
   * @throws IdentitySyncException.Displaced if one has
   */
  void checkOpener() throws IOException {
    opener.check();
  }

  /**
   * Returns the frame that follows the last one if it stands whole at a position, else an empty
   * array.
   */
  private byte[] readFrame(long size, long position) throws IOException {
    byte[] none = new byte[0];
    byte[] header = readFrameHeader(size, position);
    if (header.length == 0 || Bytes.getLong(header, 16) != sequence + 1) {
      return none;
    }
    if (Bytes.getLong(header, 24) > size) {
      throw new IdentitySyncException.Corrupt("the journal is shorter than it was");
    }
    int content = Bytes.getInt(header, 4);
    if (content < 0 || content > size - position - FRAME_HEADER_BYTES) {
      return none;
    }
    byte[] frame = new byte[FRAME_HEADER_BYTES + content];
    file.read(position, frame, 0, frame.length);
    int checksum = Bytes.checksum(storeId, frame, FRAME_HEADER_BYTES, content);
    return checksum == Bytes.getInt(frame, 36) ? frame : none;
  }

  /**
   * Returns the header of a frame of this epoch if one stands whole at a position, else an empty
   * array.
   */
  private byte[] readFrameHeader(long size, long position) throws IOException {
    byte[] none = new byte[0];
    if (position + FRAME_HEADER_BYTES > size) {
      return none;
    }
    byte[] header = new byte[FRAME_HEADER_BYTES];
    file.read(position, header, 0, header.length);
    boolean whole =
        Bytes.getInt(header, 0) == FRAME_MAGIC
            && Bytes.getInt(header, 32) == Bytes.checksum(storeId, header, 0, 32);
    if (whole && Bytes.getLong(header, 8) > epoch) {
      throw new IdentitySyncException.Corrupt("the journal is newer than the base file");
    }
    return whole && Bytes.getLong(header, 8) == epoch ? header : none;
  }

  private void refuseLaterFrames(long size) throws IOException {
    for (long position = end; position < size; position += ALIGNMENT) {
      byte[] header = readFrameHeader(size, position);
      if (header.length > 0 && Bytes.getLong(header, 16) > sequence + 1) {
        throw new IdentitySyncException.Corrupt(
            "commit " + (sequence + 1) + " is damaged in the journal");
      }
    }
  }

  /**
   * Appends a frame and makes it durable: one write and one sync, and now and then the allocation
   * of space.
   *
   * <p>An opening that took the journal over before the frame was written does not have it, and may
   * write over it: so that is looked at again at the end.
   *
   * @param frame the content, behind {@link #FRAME_HEADER_BYTES} bytes that are filled in here,
   *     with room for rounding up to the alignment
   * @param to where the content ends
   * @throws IdentitySyncException.Displaced if another opening has taken the journal over
   */
  void append(byte[] frame, int to) throws IOException {
    opener.check();
    int bytes = aligned(to);
    Arrays.fill(frame, to, bytes, (byte) 0);
    allocate(end + bytes);
    putFrameHeader(frame, sequence + 1, to - FRAME_HEADER_BYTES);
    Bytes.putInt(
        frame, 36, Bytes.checksum(storeId, frame, FRAME_HEADER_BYTES, to - FRAME_HEADER_BYTES));
    for (int done = 0; done < bytes; done += WRITE_BYTES) {
      int count = Math.min(WRITE_BYTES, bytes - done);
      file.write(end + done, ByteBuffer.wrap(frame, done, count));
    }
    file.sync();
    opener.check();
    sequence++;
    end += bytes;
  }

  private void putFrameHeader(byte[] frame, long number, int content) {
    Bytes.putInt(frame, 0, FRAME_MAGIC);
    Bytes.putInt(frame, 4, content);
    Bytes.putLong(frame, 8, epoch);
    Bytes.putLong(frame, 16, number);
    Bytes.putLong(frame, 24, length);
    Bytes.putInt(frame, 32, Bytes.checksum(storeId, frame, 0, 32));
  }

  /** Rounds up to the alignment of frames. */
  static int aligned(int bytes) {
    return Math.addExact(bytes, ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /**
   * Writes zeros ahead, up to twice the size, so that a commit's sync need not record a new length.
   * There is always room for the header of the frame that follows, so that a cut cannot hide it.
   */
  private void allocate(long frameEnd) throws IOException {
    long needed = frameEnd + ALIGNMENT;
    if (needed <= length) {
      return;
    }
    long target = Math.max(needed, Math.min(limit, length + Math.max(SMALLEST_GROWTH, length)));
    byte[] zeros = new byte[WRITE_BYTES];
    while (length < target) {
      int count = (int) Math.min(WRITE_BYTES, target - length);
      file.write(length, ByteBuffer.wrap(zeros, 0, count));
      length += count;
    }
    file.sync();
  }

  /**
   * Returns how long a checkpoint should leave the file: at the limit, or with no frames at all.
   */
  long lengthAfterCheckpoint(boolean last) {
    return Math.min(length, last ? EMPTY_BYTES : limit);
  }

  /**
   * Starts the next epoch at the front; the base file must hold every commit durably. The header of
   * a frame that is no commit tells that the epoch began, so that an older superblock does not pass
   * for the newest where that one is damaged.
   */
  void recycle(Superblock superblock) throws IOException {
    epoch = superblock.epoch();
    end = HEADER_BYTES;
    if (superblock.journalBytes() < length) {
      length = superblock.journalBytes();
      file.truncate(length);
    }
    byte[] mark = new byte[ALIGNMENT];
    putFrameHeader(mark, sequence, 0);
    file.write(end, ByteBuffer.wrap(mark));
    file.sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
