package io.github.identitysync.benchmarks;

import io.github.identitysync.model.Identity;
import io.github.identitysync.model.SyncRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What identities, nodes and links are found by in stores of keys and values. */
final class Keys {

  /** Leads to the number of an identity. */
  static final byte IDENTITY = 'i';

  /** Leads to a {@link KeyValueNode}. */
  static final byte NODE = 'n';

  /** Leads to nothing, but is there. */
  static final byte LINK = 'l';

  private static final char SEPARATOR = '\0';

  private Keys() {}

  static String text(String folderId, Identity identity) {
    if (identity instanceof Identity.External external) {
      return text(folderId, external.type(), external.userId());
    }
    return text(folderId, "", ((Identity.Browser) identity).id());
  }

  static String browserText(SyncRecord record) {
    return text(record.folderId(), "", record.browserId());
  }

  static String externalText(SyncRecord record) {
    return text(record.folderId(), record.externalSystemType(), record.externalSystemUserId());
  }

  private static String text(String folderId, String type, String id) {
    return folderId + SEPARATOR + type + SEPARATOR + id;
  }

  /** Reads an identity from a text of one. */
  static Identity identity(String text) {
    int type = text.indexOf(SEPARATOR) + 1;
    int id = text.indexOf(SEPARATOR, type) + 1;
    return id == type + 1
        ? Identity.browser(text.substring(id))
        : Identity.external(text.substring(type, id - 1), text.substring(id));
  }

  /** Returns the key of an identity, given its text. */
  static byte[] name(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + bytes.length).put(IDENTITY).put(bytes).array();
  }

  static byte[] node(int number) {
    return ByteBuffer.allocate(1 + Integer.BYTES).put(NODE).putInt(number).array();
  }

  static byte[] link(int browser, int external) {
    return ByteBuffer.allocate(1 + 2 * Integer.BYTES)
        .put(LINK)
        .putInt(browser)
        .putInt(external)
        .array();
  }
}
