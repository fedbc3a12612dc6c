package dev.weir.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** A registry's address as a setting or npm gives it: with or without a slash at its end. */
public final class RegistryAddress {
  private RegistryAddress() {}

  /** The address, ending in {@code /}; empty unless it is http or https and has a host. */
  public static Optional<URI> parse(String text) {
    try {
      Check.webAddress(text, "address");
      return Optional.of(new URI(text.endsWith("/") ? text : text + "/"));
    } catch (IllegalArgumentException | URISyntaxException notOne) {
      return Optional.empty();
    }
  }
}
