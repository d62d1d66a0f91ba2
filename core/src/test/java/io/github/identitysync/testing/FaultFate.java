package io.github.identitysync.testing;

/**
 * What becomes of the operations that no sync made durable.
 *
 * @param seed draws what is lost where a disk is torn
 */
public record FaultFate(Kind kind, long seed) {

  /** What happened to the process, and to the machine. */
  public enum Kind {
    /** The process died and the machine went on: everything is there and nothing more durable. */
    KILLED,
    /** Power was lost after everything had reached the disk. */
    KEPT,
    /** Power was lost before anything had reached the disk. */
    DROPPED,
    /** Power was lost when some operations, and some sectors of others, had reached the disk. */
    TORN
  }

  /** The process died alone. */
  public static final FaultFate KILLED = new FaultFate(Kind.KILLED, 0);

  /** All is there and durable. */
  public static final FaultFate KEPT = new FaultFate(Kind.KEPT, 0);

  /** Nothing is there that no sync made durable. */
  public static final FaultFate DROPPED = new FaultFate(Kind.DROPPED, 0);

  /** Any part of it is there. */
  public static FaultFate torn(long seed) {
    return new FaultFate(Kind.TORN, seed);
  }
}
