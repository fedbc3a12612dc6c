package dev.weir.daemon;

import dev.weir.config.RegistryAddress;
import dev.weir.http.MachineName;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which addresses lead to this daemon: a daemon must not be its own origin.
 *
 * @param listensOn as it was bound; the wildcard stands for all addresses of the machine
 * @param machine this machine's addresses
 * @param names this machine's names, in lower case
 * @param publicUrl where clients reach it by another way
 */
record OwnAddresses(
    InetSocketAddress listensOn,
    Set<InetAddress> machine,
    Set<String> names,
    Optional<URI> publicUrl)
    implements Predicate<URI> {
  OwnAddresses {
    machine = Set.copyOf(machine);
    names = Set.copyOf(names);
  }

  /** Asks the machine, so it may block. */
  static OwnAddresses of(InetSocketAddress listensOn, Optional<String> publicUrl) {
    return new OwnAddresses(
        listensOn, ofTheMachine(), MachineName.lookUp(), publicUrl.flatMap(RegistryAddress::parse));
  }

  private static Set<InetAddress> ofTheMachine() {
    var all = new HashSet<InetAddress>();
    try {
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .forEach(address -> all.add(withoutZone(address)));
    } catch (SocketException none) {
      // Then loopback has to do.
    }
    return all;
  }

  /** An IPv6 address of a link is known with its interface, and written without. */
  private static InetAddress withoutZone(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (java.net.UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public boolean test(URI address) {
    String host = address.getHost();
    return host != null
        && (port(address) == listensOn.getPort() && isThisMachine(bare(host))
            || publicUrl.filter(own -> isBelow(own, address)).isPresent());
  }

  private boolean isThisMachine(String host) {
    var literal = NetUtil.createInetAddressFromIpAddressString(host);
    boolean everywhere = listensOn.getAddress().isAnyLocalAddress();
    if (literal == null) {
      boolean loopback = host.equals("localhost") || host.endsWith(".localhost");
      return loopback && (everywhere || listensOn.getAddress().isLoopbackAddress())
          || names.contains(host);
    }
    return everywhere
        ? literal.isLoopbackAddress() || literal.isAnyLocalAddress() || machine.contains(literal)
        : literal.equals(listensOn.getAddress());
  }

  private static boolean isBelow(URI own, URI address) {
    String host = own.getHost();
    return host.equalsIgnoreCase(address.getHost())
        && port(own) == port(address)
        && address.getRawPath().startsWith(own.getRawPath() + "npm/");
  }

  private static int port(URI address) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return "https".equals(address.getScheme()) ? 443 : 80;
  }

  private static String bare(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.startsWith("[") ? lower.substring(1, lower.length() - 1) : lower;
  }
}
