package dev.weir.upstream;

import java.net.InetAddress;

/**
 * Which addresses belong to this machine or its own network, so that no origin may lead Weir there.
 *
 * <p>Loopback, "this network" (0/8), RFC 1918, link-local, shared address space (100.64/10, RFC
 * 6598), unique local IPv6 (fc00::/7), and the IPv6 forms that carry such an IPv4 address. Other
 * reserved ranges are not refused: networks do route them.
 */
final class AddressRules {
  private static final int IPV4_LENGTH = 4;

  private AddressRules() {}

  static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == IPV4_LENGTH ? isPrivateV4(bytes, 0) : isPrivateV6(bytes);
  }

  private static boolean isPrivateV4(byte[] bytes, int at) {
    int first = bytes[at] & 0xff;
    int second = bytes[at + 1] & 0xff;
    return switch (first) {
      case 0, 10, 127 -> true;
      case 100 -> second >= 64 && second < 128;
      case 169 -> second == 254;
      case 172 -> second >= 16 && second < 32;
      case 192 -> second == 168;
      default -> false;
    };
  }

  private static boolean isPrivateV6(byte[] bytes) {
    if (carriesV4(bytes)) {
      return isPrivateV4(bytes, bytes.length - IPV4_LENGTH);
    }
    boolean linkLocal = (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xc0) == 0x80;
    boolean uniqueLocal = (bytes[0] & 0xfe) == 0xfc;
    return linkLocal || uniqueLocal;
  }

  /**
   * ::ffff:a.b.c.d and the older ::a.b.c.d. The latter covers {@code ::} and {@code ::1} too, which
   * read as 0.0.0.0 and 0.0.0.1.
   */
  private static boolean carriesV4(byte[] bytes) {
    for (int i = 0; i < 10; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return bytes[10] == bytes[11] && (bytes[10] == 0 || bytes[10] == (byte) 0xff);
  }
}
