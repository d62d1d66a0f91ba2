package io.github.identitysync;

import io.github.identitysync.internal.folder.FolderNames;
import io.github.identitysync.internal.folder.FolderState;
import io.github.identitysync.internal.folder.Partition;
import io.github.identitysync.internal.folder.ProfileReading;
import io.github.identitysync.internal.folder.ShownField;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException;
import io.github.identitysync.model.ProfileId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A view of one folder, always of its latest durable state. Views are cheap, hold nothing open, and
 * see nothing of other folders. Parameters are never null.
 *
 * <p>Every method but {@link #id()} throws {@link IdentitySyncException.Closed} if the store is
 * closed, and {@link IdentitySyncException.Corrupt} or {@link IdentitySyncException.StorageFailed}
 * if the folder's facts are damaged or cannot be read. The first use of a folder reads its facts;
 * costs given below come on top.
 */
public final class Folder {

  private final IdentitySync sync;
  private final String id;

  Folder(IdentitySync sync, @Nullable String id) {
    if (id == null || id.isBlank()) {
      throw new IllegalArgumentException("folderId is " + (id == null ? "null" : "blank"));
    }
    // The id of a folder in memory was found to be a proper one before.
    if (sync.folders().inMemory(id) == null && !StandardCharsets.UTF_8.newEncoder().canEncode(id)) {
      throw new IllegalArgumentException("folderId has an unpaired surrogate");
    }
    this.sync = sync;
    this.id = id;
  }

  /** Returns the folder's id. */
  public String id() {
    return id;
  }

  /**
   * Returns the profile of an identity, or nothing where the identity was never seen: identities
   * and fields as they are at one instant. Cost: proportional to the number of identities in the
   * profile, whose names are read from the store's files, and to what they have in fields.
   */
  public Optional<Profile> profile(Identity identity) {
    Objects.requireNonNull(identity, "identity");
    return profile(folder -> folder.profile(identity));
  }

  /**
   * Returns the profile that now holds what the profile with this id held, or nothing where the id
   * is none of this folder. Cost: as for an identity.
   */
  public Optional<Profile> profile(ProfileId profileId) {
    UUID uuid = profileId.value();
    return profile(
        folder -> folder.profile(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits()));
  }

  private Optional<Profile> profile(Function<FolderState, @Nullable ProfileReading> finding) {
    FolderState folder = existing();
    ProfileReading reading = folder == null ? null : finding.apply(folder);
    return reading == null || folder == null
        ? Optional.empty()
        : Optional.of(profile(reading, folder.names()));
  }

  private Profile profile(ProfileReading reading, FolderNames names) {
    FolderState.Members members = reading.members();
    int[] nodes = members.members().clone();
    Arrays.sort(nodes);
    Identity[] identities = new Identity[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      identities[i] = names.name(nodes[i]);
    }
    IntFunction<Identity> identityOf = node -> identities[Arrays.binarySearch(nodes, node)];
    SortedMap<String, Field> fields = new TreeMap<>();
    reading
        .fields(sync.options()::rule, identityOf)
        .forEach((name, shown) -> fields.put(name, field(shown)));
    return new Profile(
        id,
        new ProfileId(new UUID(members.idHigh(), members.idLow())),
        identityOf.apply(members.canonical()),
        Arrays.stream(identities).sorted().toList(),
        fields);
  }

  private static Field field(ShownField shown) {
    return new Field(shown.value(), shown.time(), shown.source());
  }

  /**
   * Returns what the profile of an identity shows for a field, or nothing where it shows none or
   * the identity was never seen. Cost: proportional to the number of identities in the profile that
   * have fields.
   */
  public Optional<Field> field(Identity identity, String name) {
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(name, "name");
    FolderState folder = existing();
    ProfileReading reading = folder == null ? null : folder.profile(identity);
    return reading == null || folder == null
        ? Optional.empty()
        : Optional.ofNullable(reading.field(name, sync.options().rule(name), folder.names()::name))
            .map(Folder::field);
  }

  /** Returns whether both identities are known and of one profile. Cost: constant, in memory. */
  public boolean sameProfile(Identity one, Identity other) {
    Objects.requireNonNull(one, "one");
    Objects.requireNonNull(other, "other");
    FolderState folder = existing();
    return folder != null && folder.sameProfile(one, other);
  }

  /**
   * Returns the profiles that the folder has at the time of the call; the fields of each are those
   * of when it is read. Close the stream when done with it; reading from it throws what the other
   * methods throw. Cost: proportional to the folder, whose writers wait until the stream is made; 4
   * bytes of heap an identity until it is read.
   */
  public Stream<Profile> profiles() {
    FolderState folder = existing();
    if (folder == null) {
      return Stream.empty();
    }
    Partition partition = folder.partition();
    FolderNames names = folder.names();
    return partition
        .starts()
        .mapToObj(
            start -> {
              requireOpen();
              return profile(folder.profile(partition, start), names);
            });
  }

  /** Returns how large the folder is. Cost: constant. */
  public FolderStats stats() {
    FolderState folder = existing();
    if (folder == null) {
      return new FolderStats(0, 0, 0, 0);
    }
    FolderState.Size size = folder.size();
    return new FolderStats(size.nodes(), size.edges(), size.sets(), size.largest());
  }

  /**
   * Returns 32 hexadecimal digits that are the same for the same facts under the same secret, and
   * otherwise different. Facts are identities and links, when each was first seen, and the writes
   * to fields that are kept, which depend on the rules only where one is a union. Cost:
   * proportional to the folder; writers to it wait.
   */
  public String digest() {
    FolderState folder = existing();
    return folder == null ? "0".repeat(32) : folder.digest().toHex();
  }

  private @Nullable FolderState existing() {
    requireOpen();
    return sync.folders().existing(id);
  }

  private void requireOpen() {
    sync.requireOpen();
  }
}
