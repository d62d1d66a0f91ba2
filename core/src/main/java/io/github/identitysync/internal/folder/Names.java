package io.github.identitysync.internal.folder;

import io.github.identitysync.model.Identity;
import java.nio.charset.StandardCharsets;

/**
 * Identities as bytes: the length of the type in bytes as a variable-length number, the type, the
 * id, in UTF-8. A browser has the type of length 0, which no external identity has. Different
 * identities have different names.
 */
final class Names {

  private Names() {}

  /** Appends the name of a browser. */
  static void putBrowser(ByteSink sink, String id) {
    sink.putVarint(0);
    sink.putUtf8(id);
  }

  /** Appends the name of an external identity, whose type is given in UTF-8. */
  static void putExternal(ByteSink sink, byte[] type, String userId) {
    sink.putVarint(type.length);
    sink.put(type, 0, type.length);
    sink.putUtf8(userId);
  }

  /** Appends the name of an identity. */
  static void put(ByteSink sink, Identity identity) {
    if (identity instanceof Identity.External external) {
      putExternal(sink, external.type().getBytes(StandardCharsets.UTF_8), external.userId());
    } else {
      putBrowser(sink, ((Identity.Browser) identity).id());
    }
  }

  /** Returns how many bytes the type has in a name that begins at an offset. */
  static int typeLength(byte[] name, int offset) {
    int length = 0;
    int at = offset;
    int shift = 0;
    byte b;
    do {
      b = name[at++];
      length |= (b & 0x7F) << shift;
      shift += 7;
    } while (b < 0);
    return length;
  }

  /** Returns how far behind the beginning of a name its type begins. */
  static int typeOffset(int typeLength) {
    return (38 - Integer.numberOfLeadingZeros(typeLength | 1)) / 7;
  }

  /** Returns the identity with the given parts of a name; a type of length 0 makes it a browser. */
  static Identity identity(
      byte[] bytes, int typeOffset, int typeLength, int idOffset, int idLength) {
    String id = new String(bytes, idOffset, idLength, StandardCharsets.UTF_8);
    return typeLength == 0
        ? Identity.browser(id)
        : Identity.external(new String(bytes, typeOffset, typeLength, StandardCharsets.UTF_8), id);
  }
}
