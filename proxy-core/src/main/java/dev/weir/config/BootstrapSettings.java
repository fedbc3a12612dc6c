package dev.weir.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code bootstrap}: domains and repositories that are made at start if absent. */
public record BootstrapSettings(
    @Doc("Domains by name") Map<String, BootstrapSettings.DomainSettings> domains) {
  public static final BootstrapSettings DEFAULTS =
      new BootstrapSettings(
          Map.of(
              "local",
              new BootstrapSettings.DomainSettings(
                  Map.of(
                      "npm-store",
                      new BootstrapSettings.RepositorySettings(
                          "", List.of(), Optional.of("public:npmjs")),
                      "dev",
                      new BootstrapSettings.RepositorySettings(
                          "", List.of("npm-store"), Optional.empty())))));

  public BootstrapSettings {
    domains = Map.copyOf(domains);
  }

  /** One domain. */
  public record DomainSettings(
      @Doc("Repositories by name") Map<String, RepositorySettings> repositories) {
    public static final DomainSettings DEFAULTS = new DomainSettings(Map.of());

    public DomainSettings {
      repositories = Map.copyOf(repositories);
    }
  }

  /** One repository. */
  public record RepositorySettings(
      @Doc("Free text, as DescribeRepository shows it") String description,
      @Doc("Names of upstream repositories in the same domain, first asked first")
          List<String> upstreams,
      @Doc("Name of an external connection; excludes upstreams")
          Optional<String> externalConnection) {
    public static final RepositorySettings DEFAULTS =
        new RepositorySettings("", List.of(), Optional.empty());

    public RepositorySettings {
      upstreams = List.copyOf(upstreams);
    }
  }
}
