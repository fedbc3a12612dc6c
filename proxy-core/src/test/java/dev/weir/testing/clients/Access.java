package dev.weir.testing.clients;

import java.net.URI;
import java.util.Optional;

/**
 * Where a client finds its registry, and what it shows there.
 *
 * @param registry its URL, which ends with a slash
 * @param token a credential, if it has one
 */
record Access(String registry, Optional<String> token) {
  /** Without a credential. */
  static Access open(String registry) {
    return new Access(registry, Optional.empty());
  }

  /** As npm's configuration has it, in lines. */
  String npmrc() {
    var place = URI.create(registry);
    var line = "//" + place.getRawAuthority() + place.getRawPath() + ":_authToken=";
    return "registry=" + registry + "\n" + token.map(text -> line + text + "\n").orElse("");
  }
}
