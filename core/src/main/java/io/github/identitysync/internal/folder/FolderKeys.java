package io.github.identitysync.internal.folder;

import java.nio.charset.StandardCharsets;

/**
 * The hashes of one folder, keyed by the store's secret and the folder's id, so that nothing
 * computed in one folder says anything about another.
 */
final class FolderKeys {

  private static final byte IDENTITIES = 0;
  private static final byte FACTS = 1;
  private static final byte EDGES = 2;
  private static final byte FIELDS = 3;

  private final SipHash identities;
  private final SipHash facts;
  private final SipHash fields;
  private final long edgeSeed;

  FolderKeys(byte[] secret, String folderId) {
    byte[] id = folderId.getBytes(StandardCharsets.UTF_8);
    SipHash derived = new SipHash(secret);
    this.identities = derive(derived, IDENTITIES, id);
    this.facts = derive(derived, FACTS, id);
    this.fields = derive(derived, FIELDS, id);
    derive(derived, EDGES, id);
    this.edgeSeed = derived.first();
  }

  private static SipHash derive(SipHash hash, byte purpose, byte[] id) {
    byte[] input = new byte[id.length + 1];
    input[0] = purpose;
    System.arraycopy(id, 0, input, 1, id.length);
    hash.hash(input, 0, input.length);
    return new SipHash(hash.first(), hash.second());
  }

  /** Returns a hash for the names of identities. */
  IdentityHash identityHash() {
    return new IdentityHash(identities.copy());
  }

  /** Returns a hash for fields. */
  SipHash fieldHash() {
    return fields.copy();
  }

  /** Returns a hash for facts about identities and links. */
  SipHash factHash() {
    return facts.copy();
  }

  /** Returns the seed of the index of links. */
  long edgeSeed() {
    return edgeSeed;
  }
}
