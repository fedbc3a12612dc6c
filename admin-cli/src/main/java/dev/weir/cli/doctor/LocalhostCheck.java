package dev.weir.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Whether {@code localhost} means where the daemon listens: it has an address in each of IP's
 * versions, a daemon listens at one, and which of them a client takes is its own affair.
 */
final class LocalhostCheck {
  private static final String NAME = "localhost";

  private LocalhostCheck() {}

  static List<Finding> of(RegistryUrl registry, Duration patience) {
    return of(registry, patience, LocalhostCheck::addresses);
  }

  /**
   * The same with other names.
   *
   * @param resolver the addresses of a host
   */
  static List<Finding> of(
      RegistryUrl registry, Duration patience, Function<String, List<InetAddress>> resolver) {
    if (!registry.host().equalsIgnoreCase("localhost")) {
      return List.of();
    }
    var all = resolver.apply(registry.host());
    var open = all.stream().filter(each -> listens(each, registry.port(), patience)).toList();
    var closed = all.stream().filter(each -> !open.contains(each)).toList();
    if (open.isEmpty() || closed.isEmpty()) {
      return List.of();
    }
    return List.of(
        Finding.warn(
            NAME,
            "localhost is %s too, where nobody listens at %d"
                .formatted(text(closed.get(0)), registry.port()),
            "write %s in place of localhost".formatted(text(open.get(0)))));
  }

  private static List<InetAddress> addresses(String host) {
    try {
      return Arrays.asList(InetAddress.getAllByName(host));
    } catch (UnknownHostException none) {
      return List.of();
    }
  }

  private static boolean listens(InetAddress address, int port, Duration patience) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), (int) patience.toMillis());
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  private static String text(InetAddress address) {
    var text = address.getHostAddress();
    return text.equals("0:0:0:0:0:0:0:1") ? "[::1]" : text;
  }
}
