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
    if (isNat64(bytes)) {
      return isPrivateV4(bytes, bytes.length - IPV4_LENGTH);
    } else if (bytes[0] == 0x20 && bytes[1] == 0x02) {
      return isPrivateV4(bytes, 2); // 6to4, RFC 3056
    }
    boolean linkLocal = (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xc0) == 0x80;
    boolean uniqueLocal = (bytes[0] & 0xfe) == 0xfc;
    return linkLocal || uniqueLocal;
  }

  /** 64:ff9b::a.b.c.d (RFC 6052), which a gateway turns into the address. */
  private static boolean isNat64(byte[] bytes) {
    boolean prefix = bytes[0] == 0 && bytes[1] == 0x64 && bytes[2] == (byte) 0xff;
    for (int i = 4; i < 12; i++) {
      prefix &= bytes[i] == 0;
    }
    return prefix && bytes[3] == (byte) 0x9b;
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
