package dev.weir.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;

/** The names by which this machine knows itself. */
public final class MachineName {
  private MachineName() {}

  /** Asks the resolver, so it may block: at start, not on an event loop. Empty if it knows none. */
  public static Set<String> lookUp() {
    try {
      return withShortForm(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException unnamed) {
      return Set.of();
    }
  }

  /** {@code Build.Example.org} is also known as {@code build}. */
  static Set<String> withShortForm(String name) {
    var full = name.toLowerCase(Locale.ROOT);
    int dot = full.indexOf('.');
    boolean address = Authority.parse(full).map(Authority::isAddress).orElse(true);
    return address || dot < 0 ? Set.of(full) : Set.of(full, full.substring(0, dot));
  }
}
