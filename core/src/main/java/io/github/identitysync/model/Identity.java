package io.github.identitysync.model;

import java.util.Comparator;

/**
 * One name by which a person is known inside a folder: a browser, or a user of an external system.
 *
 * <p>An id in which nobody can see anything is blank, see {@link Ids}, and none of an identity.
 * Identities are compared exactly: no trimming, no case folding, no Unicode normalisation. Their
 * natural order puts external identities first, by type and user id, then browsers by id.
 */
public sealed interface Identity extends Comparable<Identity> {

  /**
   * Returns the identity of a browser.
   *
   * @throws IllegalArgumentException if the id is null, blank, or has an unpaired surrogate
   */
  static Browser browser(String id) {
    return new Browser(id);
  }

  /**
   * Returns the identity of a user of an external system.
   *
   * @throws IllegalArgumentException if the type or the user id is null, blank, or has an unpaired
   *     surrogate
   */
  static External external(String type, String userId) {
    return new External(type, userId);
  }

  /**
   * Returns the identity that {@link #toString()} printed: a browser from {@code browser:ID}, and
   * from {@code TYPE:ID} a user of an external system, whose type ends at the first colon. So what
   * is printed for a type that is {@code browser} or has a colon gives another identity.
   *
   * @throws IllegalArgumentException if the text is null or has no colon, or if the type or the id
   *     is blank or has an unpaired surrogate; the message does not quote them
   */
  static Identity parse(String text) {
    int colon = text == null ? -1 : text.indexOf(':');
    if (text == null || colon < 0) {
      throw new IllegalArgumentException("the text is not browser:ID or TYPE:ID");
    }
    String type = text.substring(0, colon);
    String id = text.substring(colon + 1);
    return type.equals(Browser.TYPE) ? browser(id) : external(type, id);
  }

  /** Returns {@code browser:ID} or {@code TYPE:ID}. */
  @Override
  String toString();

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

    private static final String TYPE = "browser";

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
      return TYPE + ":" + id;
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
