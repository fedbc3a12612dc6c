package dev.weir.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One entry of {@code external-connections}: where a connection leads. */
public record ConnectionSettings(
    @Doc(
            "http or https address of the registry, a path allowed; unset is looked up (see README.md)")
        Optional<String> url,
    @Doc("Environment variable that holds a bearer token") Optional<String> tokenEnv,
    @Doc("File that holds a bearer token") Optional<String> tokenFile,
    @Doc("Environment variable that holds user:password") Optional<String> basicEnv,
    @Doc("File that holds user:password") Optional<String> basicFile,
    @Doc("File with certificates (PEM) to trust for this connection beside the JVM's")
        Optional<String> caFile,
    @Doc("Further hosts (host or host:port) that tarballs may come from") List<String> tarballHosts,
    @Doc("Whether redirects and tarball-hosts may lie at loopback or private addresses")
        boolean allowPrivate) {
  // Before DEFAULTS, whose constructor uses them.
  private static final List<String> CREDENTIALS =
      List.of("token-env", "token-file", "basic-env", "basic-file");
  private static final String HOST = "([A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+\\])(:[0-9]{1,5})?";

  public static final ConnectionSettings DEFAULTS =
      new ConnectionSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          false);

  public ConnectionSettings {
    url.ifPresent(address -> Check.webAddress(address, "url"));
    oneCredential(List.of(tokenEnv, tokenFile, basicEnv, basicFile));
    tarballHosts = List.copyOf(tarballHosts);
    tarballHosts.forEach(host -> Check.matches(HOST, host, "tarball-hosts", "host or host:port"));
  }

  /** Reports the second one. */
  private static void oneCredential(List<Optional<String>> inOrderOfTheKeys) {
    var given =
        IntStream.range(0, CREDENTIALS.size())
            .filter(i -> inOrderOfTheKeys.get(i).isPresent())
            .toArray();
    if (given.length > 1) {
      var value = inOrderOfTheKeys.get(given[1]).orElse("");
      var expected = "unset, since %s is set".formatted(CREDENTIALS.get(given[0]));
      throw Check.bad(CREDENTIALS.get(given[1]), value, expected);
    }
  }
}
