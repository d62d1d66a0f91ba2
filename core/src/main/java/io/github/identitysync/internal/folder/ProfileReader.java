package io.github.identitysync.internal.folder;

import io.github.identitysync.internal.disjointset.Forest;
import io.github.identitysync.internal.disjointset.Nodes;
import io.github.identitysync.internal.folder.ProfileReading.Members;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException;
import io.github.identitysync.model.ProfileId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the profiles of a folder: alone, or several as they are at one instant. */
public final class ProfileReader {

  /** How often profiles are read without keeping writers out. */
  private static final int TRIES = 3;

  private final FolderState folder;
  private final Nodes nodes;
  private final Forest forest;

  ProfileReader(FolderState folder) {
    this.folder = folder;
    this.nodes = folder.nodes();
    this.forest = folder.forest();
  }

  /** Returns the id of an identity's profile, or null where the identity was never seen. */
  public @Nullable ProfileId id(Identity identity) {
    ProfileId key = key(identity);
    return folder.<@Nullable ProfileId>read(
        () -> {
          int node = find(key);
          return node < 0 ? null : key(forest.first(forest.root(node)));
        });
  }

  /** Returns whether two identities are known and of one profile. */
  public boolean areOne(Identity one, Identity other) {
    IdentityHash hash = folder.keys().identityHash();
    hash.hash(one);
    long high = hash.high();
    long low = hash.low();
    hash.hash(other);
    long otherHigh = hash.high();
    long otherLow = hash.low();
    Resolver resolver = new Resolver(folder);
    return folder.read(() -> resolver.sameProfile(high, low, otherHigh, otherLow));
  }

  /** Returns the profile of an identity, or null where the identity was never seen. */
  public @Nullable ProfileReading read(Identity identity) {
    return read(key(identity));
  }

  /** Returns the profile that has the identity with a key, or null where there is none. */
  public @Nullable ProfileReading read(ProfileId key) {
    List<ProfileReading> found = readAll(List.of(key));
    return found.isEmpty() ? null : found.get(0);
  }

  /** Returns the profiles of identities, each once, all as they are at one instant. */
  public List<ProfileReading> read(Collection<? extends Identity> identities) {
    IdentityHash hash = folder.keys().identityHash();
    List<ProfileId> keys = new ArrayList<>(identities.size());
    identities.forEach(identity -> keys.add(key(identity, hash)));
    return readAll(keys);
  }

  private List<ProfileReading> readAll(List<ProfileId> keys) {
    return readAtOnce(
        () -> {
          List<Members> found = new ArrayList<>();
          Set<Integer> roots = new HashSet<>();
          for (ProfileId key : keys) {
            int node = find(key);
            int root = node < 0 ? node : forest.root(node);
            if (node >= 0 && roots.add(root)) {
              found.add(members(root));
            }
          }
          return found;
        });
  }

  /** Returns the profile that begins at a place of a partition, with the fields it has by now. */
  public ProfileReading read(Partition partition, int start) {
    int[] members = partition.members(start);
    Members profile = new Members(key(members[0]), members[0], members);
    return readAtOnce(() -> List.of(profile)).get(0);
  }

  /**
   * A part of a walk through all profiles.
   *
   * @param profiles as they are at one instant
   * @param last the key of the node that the walk has come to, or null if it has come to its end
   */
  public record Page(List<ProfileReading> profiles, @Nullable ProfileId last) {}

  /**
   * Goes on with a walk through all profiles, which goes down from the highest node and comes upon
   * a profile at its lowest node.
   *
   * @param last the key of the node that the walk has come to, or null at its beginning
   * @param limit how many profiles to come upon at most
   * @return null if no node has the key
   */
  public @Nullable Page walk(@Nullable ProfileId last, int limit) {
    int start = folder.read(() -> last == null ? folder.visibleNodes() : find(last));
    if (start < 0) {
      return null;
    }
    LowestNodes walked = new LowestNodes(folder, start, limit);
    int[] lowest = walked.nodes();
    List<ProfileReading> profiles =
        readAtOnce(
            () -> {
              List<Members> found = new ArrayList<>();
              for (int node : lowest) {
                int root = forest.root(node);
                // Of those that were joined meanwhile one is left, or none: then it is still to
                // come.
                if (forest.lowest(root) == node) {
                  found.add(members(root));
                }
              }
              return found;
            });
    return new Page(profiles, walked.end() == 0 ? null : key(walked.end()));
  }

  /** Returns all profiles. Cost: proportional to the folder, while writers wait. */
  public Partition partition() {
    long stamp = folder.lock().readLock();
    try {
      int end = folder.visibleNodes();
      Partition partition = new Partition(end);
      for (int node = 0; node < end; node++) {
        if (forest.root(node) == node) {
          partition.add(forest.first(node), forest.members(node));
        }
      }
      return partition;
    } finally {
      folder.lock().unlockRead(stamp);
    }
  }

  /** Members of profiles, and where their fields stand at the same instant. */
  private record Located(List<Members> profiles, List<FolderFields.Places> places) {}

  /**
   * Reads profiles. Their blocks of fields are read after the instant that they show; should one
   * have been rewritten meanwhile, a later instant is tried, and at last one that is made to stand.
   */
  private List<ProfileReading> readAtOnce(Supplier<List<Members>> finding) {
    for (int i = 0; i < TRIES; i++) {
      List<ProfileReading> read = readFields(folder.read(() -> locate(finding)));
      if (read != null) {
        return read;
      }
    }
    StampedLock lock = folder.lock();
    long stamp = lock.readLock();
    try {
      List<ProfileReading> read = readFields(locate(finding));
      if (read == null) {
        throw new IdentitySyncException.Corrupt(
            "I12: folder " + folder.number() + " lacks blocks of fields that it had");
      }
      return read;
    } finally {
      lock.unlockRead(stamp);
    }
  }

  private Located locate(Supplier<List<Members>> finding) {
    List<Members> profiles = finding.get();
    List<FolderFields.Places> places = new ArrayList<>(profiles.size());
    for (Members profile : profiles) {
      places.add(folder.fields().places(profile.nodes()));
    }
    return new Located(profiles, places);
  }

  /** Returns the profiles with their fields, or null if some stand elsewhere by now. */
  private @Nullable List<ProfileReading> readFields(Located located) {
    List<ProfileReading> read = new ArrayList<>(located.profiles().size());
    for (int i = 0; i < located.profiles().size(); i++) {
      List<ProfileReading.MemberFields> fields = folder.fields().read(located.places().get(i));
      if (fields == null) {
        return null;
      }
      read.add(new ProfileReading(located.profiles().get(i), fields));
    }
    return read;
  }

  private Members members(int root) {
    int first = forest.first(root);
    return new Members(key(first), first, forest.members(root));
  }

  private int find(ProfileId key) {
    UUID uuid = key.value();
    return nodes.find(
        uuid.getMostSignificantBits(), uuid.getLeastSignificantBits(), folder.visibleNodes());
  }

  private ProfileId key(int node) {
    return new ProfileId(new UUID(nodes.keyHigh(node), nodes.keyLow(node)));
  }

  private ProfileId key(Identity identity) {
    return key(identity, folder.keys().identityHash());
  }

  private static ProfileId key(Identity identity, IdentityHash hash) {
    hash.hash(identity);
    return new ProfileId(new UUID(hash.high(), hash.low()));
  }
}
