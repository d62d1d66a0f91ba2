package io.github.identitysync.internal.folder;

import io.github.identitysync.model.FieldValue;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.ProfileUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The profile updates of one call about one folder, by identity, and what applying them did.
 *
 * <p>The caller's thread works out what they make of the fields that it finds; the store's thread
 * does so again only where the fields have changed meanwhile.
 */
public final class UpdateBatch extends IdentityBatch {

  /** The rank of an identity that was never seen. */
  static final long UNSEEN = Long.MAX_VALUE;

  private final Predicate<String> isUnion;
  private final Map<UUID, Integer> sideOfKey;
  private final List<Target> targets = new ArrayList<>();
  private long valueBytes;
  private long bytesBefore;

  /** An update of an identity: its rank, names of fields in their order, the writes to them. */
  private record Sighting(long rank, String[] names, Write[] writes) {}

  /** An identity, its updates in the order of the call, and what they make of it. */
  private static final class Target {
    final boolean isBrowser;
    final List<Sighting> sightings = new ArrayList<>(1);

    /** The least rank of all its updates. */
    long rank = UNSEEN;

    /** The identity and its fields as they were before. */
    long rankBefore = UNSEEN;

    long serialBefore = -1;
    int bytesBefore;

    /** The fields as they are after, or null if nothing was written that is new. */
    @Nullable FieldSet after;

    int unchanged;

    Target(boolean isBrowser) {
      this.isBrowser = isBrowser;
    }
  }

  /**
   * Makes an empty batch for a folder.
   *
   * @param isUnion tells the fields whose rule is the union
   */
  public UpdateBatch(FolderState folder, int expected, Predicate<String> isUnion) {
    super(folder, expected);
    this.sideOfKey = new HashMap<>(2 * expected);
    this.isUnion = isUnion;
  }

  /** Adds an update that was observed at a time; its folder is not looked at. */
  public void add(ProfileUpdate update, Instant time) {
    Names.put(nameSink(), update.identity());
    int side = endName();
    Integer known = sideOfKey.putIfAbsent(new UUID(keyHigh(side), keyLow(side)), side);
    if (known == null) {
      targets.add(new Target(update.identity() instanceof Identity.Browser));
    } else {
      dropLastSide();
      side = known;
    }
    int count = update.values().size();
    String[] names = new String[count];
    Write[] writes = new Write[count];
    int next = 0;
    for (Map.Entry<String, FieldValue> field : update.values().entrySet()) {
      names[next] = field.getKey();
      writes[next++] = new Write(time, field.getValue());
      valueBytes += size(field.getKey(), field.getValue());
    }
    Target target = targets.get(side);
    long rank = Rank.of(time.toEpochMilli(), target.isBrowser);
    target.rank = Math.min(target.rank, rank);
    target.sightings.add(new Sighting(rank, names, writes));
  }

  /** Returns about how many bytes a field takes. */
  private static long size(String name, FieldValue value) {
    long size = name.length() + 16L;
    for (String text : KeptTexts.of(value)) {
      size += text.length();
    }
    return size;
  }

  @Override
  public long bytes() {
    return super.bytes() + valueBytes + bytesBefore;
  }

  @Override
  long rank(int side) {
    return targets.get(side).rank;
  }

  /**
   * Works out what the updates of an identity make of it.
   *
   * @param rank the rank of the identity before, or {@link #UNSEEN}
   * @param serial the serial number of the block that its fields are read from, or 0
   * @param fields its fields before, which are changed
   * @return whether the updates say anything new
   */
  boolean join(int side, long rank, long serial, FieldSet fields) {
    Target target = targets.get(side);
    bytesBefore += fields.bytes() - target.bytesBefore;
    target.bytesBefore = fields.bytes();
    target.rankBefore = rank;
    target.serialBefore = serial;
    target.unchanged = 0;
    boolean hasNews = false;
    boolean hasNewFields = false;
    long seen = rank;
    for (Sighting sighting : target.sightings) {
      boolean isEarlier = sighting.rank() < seen;
      boolean isNew = fields.add(sighting.names(), sighting.writes(), isUnion);
      seen = Math.min(seen, sighting.rank());
      hasNewFields |= isNew;
      hasNews |= isNew || isEarlier;
      target.unchanged += isNew || isEarlier ? 0 : 1;
    }
    target.after = hasNewFields ? fields : null;
    return hasNews;
  }

  /** Whether an identity was worked out from what it still is. */
  boolean wasJoinedTo(int side, long rank, long serial) {
    Target target = targets.get(side);
    return target.rankBefore == rank && target.serialBefore == serial;
  }

  /** Returns the fields of an identity as they are after, or null if they are as before. */
  @Nullable FieldSet after(int side) {
    return targets.get(side).after;
  }

  /** Returns how many updates said nothing new. */
  public int unchanged() {
    return targets.stream().mapToInt(target -> target.unchanged).sum();
  }
}
