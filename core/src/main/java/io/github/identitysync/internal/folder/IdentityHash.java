package io.github.identitysync.internal.folder;

import io.github.identitysync.model.Identity;

/**
 * The key of an identity's node: the keyed hash of its name, with the six bits that make it a
 * version 8 UUID (RFC 9562, section 5.8) set, so that the key is the profile id as well. For one
 * thread.
 */
final class IdentityHash {

  private final SipHash hash;

  IdentityHash(SipHash hash) {
    this.hash = hash;
  }

  void hash(byte[] name, int offset, int length) {
    hash.hash(name, offset, length);
  }

  void hash(Identity identity) {
    ByteSink name = new ByteSink(64);
    Names.put(name, identity);
    hash(name.bytes(), 0, name.size());
  }

  /** The most significant bits of the UUID. */
  long high() {
    return (hash.first() & ~0xF000L) | 0x8000L;
  }

  /** The least significant bits of the UUID. */
  long low() {
    return (hash.second() & ~0xC000_0000_0000_0000L) | 0x8000_0000_0000_0000L;
  }
}
