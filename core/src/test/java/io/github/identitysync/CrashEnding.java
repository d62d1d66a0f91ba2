package io.github.identitysync;

import io.github.identitysync.testing.FaultDisk;
import io.github.identitysync.testing.FaultFate;

/**
 * An end of a life, and what is left.
 *
 * @param insideWrite whether some bytes of a write were done
 */
public record CrashEnding(
    String name,
    FaultFate fate,
    boolean insideWrite,
    FaultDisk disk,
    CrashScript.Expected expected) {

  /** Returns this end as one of a life that began with another end. */
  CrashEnding after(CrashEnding earlier) {
    return new CrashEnding(earlier.name + ", and again " + name, fate, insideWrite, disk, expected);
  }
}
