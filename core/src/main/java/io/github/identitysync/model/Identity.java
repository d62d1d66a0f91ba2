package io.github.identitysync.model;

import java.util.Comparator;

/**
 * One name by which a person is known inside a folder: a browser, or a user of an external system.
 *
 * <p>Identities are compared exactly: no trimming, no case folding, no Unicode normalisation. Their
 * natural order puts external identities first, by type and user id, then browsers by id.
 */
public sealed interface Identity extends Comparable<Identity> {

  /**
   * Returns the identity of a browser.
   *
   * @throws IllegalArgumentException if the id is null, blank, or has an unpaired surrogate
   */
  static Identity browser(String id) {
    return new Browser(id);
  }

  /**
   * Returns the identity of a user of an external system.
   *
   * @throws IllegalArgumentException if the type or the user id is null, blank, or has an unpaired
   *     surrogate
   */
  static Identity external(String type, String userId) {
    return new External(type, userId);
  }

  @Override
  default int compareTo(Identity other) {
    if (this instanceof External mine) {
      return other instanceof External theirs ? External.ORDER.compare(mine, theirs) : -1;
    }
    return other instanceof Browser theirs ? ((Browser) this).id().compareTo(theirs.id()) : 1;
  }

  /**
   * A browser.
   *
   * @param id the browser's identifier; never null or blank
   */
  record Browser(String id) implements Identity {

    /**
     * Checks the identifier.
     *
     * @throws IllegalArgumentException if the id is null, blank, or has an unpaired surrogate
     */
    public Browser {
      Ids.check("browserId", id);
    }

    @Override
    public String toString() {
      return "browser:" + id;
    }
  }

  /**
   * A user of an external system, for example of a CRM.
   *
   * @param type which external system; never null or blank
   * @param userId the user's identifier there; never null or blank
   */
  record External(String type, String userId) implements Identity {

    private static final Comparator<External> ORDER =
        Comparator.comparing(External::type).thenComparing(External::userId);

    /**
     * Checks the identifiers.
     *
     * @throws IllegalArgumentException if either is null, blank, or has an unpaired surrogate
     */
    public External {
      Ids.check("externalSystemType", type);
      Ids.check("externalSystemUserId", userId);
    }

    @Override
    public String toString() {
      return type + ":" + userId;
    }
  }
}
