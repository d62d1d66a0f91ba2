package io.github.identitysync;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How programs write a default placeholder that they take for an id: other notations, hashes. */
final class PlaceholderPrints {

  /** How many hexadecimal digits UUIDs and usual hashes have. */
  private static final Set<Integer> HASH_DIGITS = Set.of(32, 40, 56, 64, 96, 128);

  private static final int MAC_DIGITS = 12;
  private static final int UUID_DIGITS = 32;
  private static final String NO_IMEI = "0".repeat(15);

  private final List<MessageDigest> hashes = new ArrayList<>();

  /** Takes the hashes that the JVM has: one restricted to approved algorithms may lack MD5. */
  PlaceholderPrints() {
    for (String algorithm : List.of("MD5", "SHA-1", "SHA-256")) {
      try {
        hashes.add(MessageDigest.getInstance(algorithm));
      } catch (NoSuchAlgorithmException e) {
        // What this one makes of them passes then.
      }
    }
  }

  /** Returns the value, its notations, and what hashes make of those in each case. */
  Set<String> of(String value) {
    Set<String> prints = notations(value);
    if (PlaceholderDefaults.HASHED.contains(value)) {
      for (String spelling : Set.copyOf(prints)) {
        addHashes(spelling, prints);
        addHashes(spelling.toLowerCase(Locale.ROOT), prints);
        addHashes(spelling.toUpperCase(Locale.ROOT), prints);
      }
      if (value.isEmpty()) {
        addHashes(" ", prints);
      } else if (value.equals("0")) {
        addHashes(NO_IMEI, prints);
      }
    }
    String digits = digits(value);
    if (HASH_DIGITS.contains(digits.length())) {
      addBase64(HexFormat.of().parseHex(digits), prints);
    }
    return prints;
  }

  private static Set<String> notations(String value) {
    Set<String> notations = new HashSet<>();
    notations.add(value);
    String digits = digits(value);
    if (digits.length() == MAC_DIGITS) {
      notations.add(digits);
      notations.add(grouped(digits, ":", 2, 4, 6, 8, 10));
      notations.add(grouped(digits, "-", 2, 4, 6, 8, 10));
      notations.add(grouped(digits, ".", 4, 8));
    } else if (digits.length() == UUID_DIGITS) {
      String uuid = grouped(digits, "-", 8, 12, 16, 20);
      notations.add(digits);
      notations.add(uuid);
      notations.add("urn:uuid:" + uuid);
    }
    return notations;
  }

  /** Returns the hexadecimal digits of an address, a UUID or a hash; none if it is none of them. */
  private static String digits(String value) {
    String digits = value.replace("-", "").replace(":", "");
    for (int i = 0; i < digits.length(); i++) {
      if (!HexFormat.isHexDigit(digits.charAt(i))) {
        return "";
      }
    }
    return digits;
  }

  private static String grouped(String digits, String separator, int... starts) {
    StringBuilder grouped = new StringBuilder(digits);
    for (int i = starts.length - 1; i >= 0; i--) {
      grouped.insert(starts[i], separator);
    }
    return grouped.toString();
  }

  private void addHashes(String text, Set<String> prints) {
    for (MessageDigest algorithm : hashes) {
      byte[] hash = algorithm.digest(text.getBytes(StandardCharsets.UTF_8));
      prints.add(HexFormat.of().formatHex(hash));
      addBase64(hash, prints);
    }
  }

  private static void addBase64(byte[] bytes, Set<String> prints) {
    String padded = Base64.getEncoder().encodeToString(bytes);
    String bare = padded.replace("=", "");
    prints.add(padded);
    prints.add(bare);
    prints.add(padded.replace('+', '-').replace('/', '_'));
    prints.add(bare.replace('+', '-').replace('/', '_'));
  }
}
