package io.github.identitysync;

import io.github.identitysync.internal.folder.FolderNames;
import io.github.identitysync.internal.folder.FolderState;
import io.github.identitysync.internal.folder.Partition;
import io.github.identitysync.internal.folder.ProfileReader;
import io.github.identitysync.internal.folder.ProfileReading;
import io.github.identitysync.internal.folder.ShownField;
import io.github.identitysync.model.Identity;
import io.github.identitysync.model.IdentitySyncException;
import io.github.identitysync.model.Ids;
import io.github.identitysync.model.ProfileId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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
    if (id == null || Ids.isBlank(id)) {
      throw new IllegalArgumentException("folderId is " + (id == null ? "null" : "blank"));
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(id)) {
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
    return profile(reader -> reader.read(identity));
  }

  /**
   * Returns the profile that now holds what the profile with this id held, or nothing where the id
   * is none of this folder. Cost: as for an identity.
   */
  public Optional<Profile> profile(ProfileId profileId) {
    Objects.requireNonNull(profileId, "profileId");
    return profile(reader -> reader.read(profileId));
  }

  private Optional<Profile> profile(Function<ProfileReader, @Nullable ProfileReading> finding) {
    FolderState folder = existing();
    ProfileReading reading = folder == null ? null : finding.apply(folder.profiles());
    return reading == null || folder == null
        ? Optional.empty()
        : Optional.of(profile(reading, folder.names()));
  }

  /**
   * Returns the profiles of identities, all of them, with their fields, as they are at one instant;
   * identities that were never seen are left out. Identities of one profile have the same {@link
   * Profile} object, and it does not matter whether one is named twice. Cost: that of {@link
   * #profile(Identity)} for each profile, and all of them are in memory at a time; should a commit
   * come between, writers to the folder wait while the identities of the profiles are listed.
   *
   * @return by identity, in the order of the collection; immutable
   * @throws NullPointerException if the collection is null or has a null
   */
  public Map<Identity, Profile> profiles(Collection<? extends Identity> identities) {
    Set<Identity> asked = new LinkedHashSet<>();
    identities.forEach(identity -> asked.add(Objects.requireNonNull(identity, "identity")));
    FolderState folder = existing();
    if (folder == null) {
      return Map.of();
    }
    Map<Identity, Profile> found = new HashMap<>();
    for (Profile profile : profiles(folder.profiles().read(asked), folder)) {
      for (Identity identity : profile.identities()) {
        if (asked.contains(identity)) {
          found.put(identity, profile);
        }
      }
    }
    Map<Identity, Profile> inOrder = new LinkedHashMap<>();
    for (Identity identity : asked) {
      Profile profile = found.get(identity);
      if (profile != null) {
        inOrder.put(identity, profile);
      }
    }
    return Collections.unmodifiableMap(inOrder);
  }

  private List<Profile> profiles(List<ProfileReading> readings, FolderState folder) {
    return readings.stream().map(reading -> profile(reading, folder.names())).toList();
  }

  private Profile profile(ProfileReading reading, FolderNames names) {
    ProfileReading.Members members = reading.members();
    int[] nodes = members.nodes().clone();
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
        members.id(),
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
    ProfileReading reading = folder == null ? null : folder.profiles().read(identity);
    return reading == null || folder == null
        ? Optional.empty()
        : Optional.ofNullable(reading.field(name, sync.options().rule(name), folder.names()::name))
            .map(Folder::field);
  }

  /**
   * Returns the id of an identity's profile, or nothing where the identity was never seen. Cost:
   * constant, in memory.
   */
  public Optional<ProfileId> profileId(Identity identity) {
    Objects.requireNonNull(identity, "identity");
    FolderState folder = existing();
    return folder == null ? Optional.empty() : Optional.ofNullable(folder.profiles().id(identity));
  }

  /** Returns whether both identities are known and of one profile. Cost: constant, in memory. */
  public boolean sameProfile(Identity one, Identity other) {
    Objects.requireNonNull(one, "one");
    Objects.requireNonNull(other, "other");
    FolderState folder = existing();
    return folder != null && folder.profiles().areOne(one, other);
  }

  /**
   * Returns the profiles that the folder has at the time of the call; the fields of each are those
   * of when it is read. Close the stream when done with it; reading from it throws what the other
   * methods throw. Cost: proportional to the folder, whose writers wait until the stream is made; 4
   * bytes of heap an identity while the stream is held, until the store is closed.
   */
  public Stream<Profile> profiles() {
    FolderState folder = existing();
    if (folder == null) {
      return Stream.empty();
    }
    Partition partition = sync.folders().keep(folder.profiles().partition());
    return partition.starts().mapToObj(start -> profile(partition, start));
  }

  /** The stream holds no folder, which would outlive the store with it. */
  private Profile profile(Partition partition, int start) {
    FolderState folder = Objects.requireNonNull(existing());
    return profile(folder.profiles().read(partition, start), folder.names());
  }

  /**
   * Returns the first page of a walk through all profiles, of which {@link #page(String, int)}
   * returns the next ones. Nothing is held between them, so a walk may take any time.
   *
   * <p>The walk goes from the identities that the folder got to know last to those it knew first,
   * and comes upon a profile at the one of its identities that the folder knew first of all.
   * Whatever is committed between two pages:
   *
   * <ul>
   *   <li>Every identity that the folder had when the walk began is in a profile of some page.
   *   <li>A profile is given once, unless it merges meanwhile with one that the walk is still to
   *       come upon: then it is given again, as part of that. Of two profiles that share an
   *       identity, the one given later is the newer.
   *   <li>Two profiles that merge after both were given are not given again, nor is one that gets
   *       new identities or values after it was given. What the folder got to know since the walk
   *       began is only given as part of older profiles. So a walk ends.
   * </ul>
   *
   * <p>The profiles of one page are as they are at one instant.
   *
   * <p>Cost: in memory, proportional to the number of identities that the walk goes past, which in
   * the whole walk are those of the folder, each once; and that of {@link #profile(Identity)} for
   * each profile of the page.
   *
   * @param limit how many profiles the page has, unless it is the last or some merge at that
   *     instant; at least 1
   * @throws IllegalArgumentException if the limit is less than 1
   */
  public ProfilePage page(int limit) {
    return walk(null, limit);
  }

  /**
   * Returns the page of a walk that follows another one; see {@link #page(int)}.
   *
   * @param token what {@link ProfilePage#next} of that page gave; it stays good for ever, also when
   *     the store is opened again, and in a copy of the store that has the identities of that page
   * @param limit as for the first page; it may be another one each time
   * @throws IllegalArgumentException if the limit is less than 1, or the token is none of this
   *     folder
   */
  public ProfilePage page(String token, int limit) {
    Objects.requireNonNull(token, "token");
    return walk(ProfileId.parse(token), limit);
  }

  private ProfilePage walk(@Nullable ProfileId last, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit is " + limit);
    }
    FolderState folder = existing();
    if (folder == null && last == null) {
      return new ProfilePage(List.of(), Optional.empty());
    }
    ProfileReader.Page page = folder == null ? null : folder.profiles().walk(last, limit);
    if (page == null || folder == null) {
      throw new IllegalArgumentException("the token is of no page of this folder");
    }
    return new ProfilePage(
        profiles(page.profiles(), folder),
        Optional.ofNullable(page.last()).map(ProfileId::toString));
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
