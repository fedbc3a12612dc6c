package dev.weir.upstream;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code NO_PROXY}: what is asked directly. Pure.
 *
 * <ul>
 *   <li>{@code *} is everything;
 *   <li>{@code example.org} is that host and all below it, {@code .example.org} and {@code
 *       *.example.org} only those below it;
 *   <li>{@code 10.1.2.3} and {@code fd00::1} are addresses, {@code 10.0.0.0/8} a block of them:
 *       they match addresses only, names are not resolved for it;
 *   <li>each host or address may have a {@code :port} behind it.
 * </ul>
 */
final class ProxyException {
  private final String host;
  private final boolean onlyBelow;
  private final int port;
  private final byte @Nullable [] network;
  private final int prefix;

  private ProxyException(
      String host, boolean onlyBelow, int port, byte @Nullable [] network, int prefix) {
    this.host = host;
    this.onlyBelow = onlyBelow;
    this.port = port;
    this.network = network;
    this.prefix = prefix;
  }

  /** The entries of a list with commas or blanks between; what cannot be read matches nothing. */
  static List<ProxyException> list(String text) {
    return Arrays.stream(text.split("[\\s,]+"))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> parse(entry.toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static ProxyException parse(String entry) {
    int slash = entry.indexOf('/');
    if (slash > 0) {
      return block(entry.substring(0, slash), entry.substring(slash + 1));
    }
    int colon = entry.lastIndexOf(':');
    boolean hasPort =
        colon > entry.lastIndexOf(']') && (entry.indexOf(':') == colon || entry.startsWith("["));
    String name = hasPort ? entry.substring(0, colon) : entry;
    int port = hasPort ? number(entry.substring(colon + 1)) : 0;
    var literal = NetUtil.createInetAddressFromIpAddressString(bare(name));
    if (literal != null) {
      byte[] bytes = literal.getAddress();
      return new ProxyException(name, false, port, bytes, bytes.length * Byte.SIZE);
    }
    String plain = name.startsWith("*.") ? name.substring(1) : name;
    return plain.startsWith(".")
        ? new ProxyException(plain.substring(1), true, port, null, 0)
        : new ProxyException(plain, false, port, null, 0);
  }

  private static ProxyException block(String address, String length) {
    var literal = NetUtil.createInetAddressFromIpAddressString(bare(address));
    int bits = number(length);
    byte[] bytes = literal == null ? new byte[0] : literal.getAddress();
    boolean usable = bits >= 0 && bits <= bytes.length * Byte.SIZE && bytes.length > 0;
    return usable
        ? new ProxyException(address, false, 0, bytes, bits)
        : new ProxyException("", false, 0, null, 0);
  }

  /** A port or a length; -1, which matches nothing, if it is neither. */
  private static int number(String digits) {
    boolean number = digits.matches("[0-9]{1,5}");
    return number ? Integer.parseInt(digits) : -1;
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /**
   * @param asked a name in lower case, or an address without brackets
   */
  boolean matches(String asked, int askedPort) {
    if (port != 0 && port != askedPort) {
      return false;
    }
    InetAddress literal = NetUtil.createInetAddressFromIpAddressString(asked);
    if (network != null) {
      return literal != null && inNetwork(network, literal.getAddress());
    } else if (host.equals("*")) {
      return true;
    }
    boolean below = literal == null && !host.isEmpty() && asked.endsWith("." + host);
    return below || !onlyBelow && asked.equals(host);
  }

  private boolean inNetwork(byte[] wanted, byte[] address) {
    if (address.length != wanted.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> bit % Byte.SIZE;
      if (((wanted[bit / Byte.SIZE] ^ address[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
