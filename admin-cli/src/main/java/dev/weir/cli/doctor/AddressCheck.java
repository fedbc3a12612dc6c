package dev.weir.cli.doctor;

import dev.weir.cli.Failure;
import dev.weir.cli.lockfile.LockedPackage;
import dev.weir.cli.remote.Daemon;
import dev.weir.cli.remote.Endpoint;
import dev.weir.cli.remote.Web;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codeartifact.model.PackageSummary;

/**
 * Whether tarballs are where npm looks for the registry: npm 12 takes none whose address does not
 * begin with the registry's, to the letter.
 */
final class AddressCheck {
  private static final String NAME = "address";
  private static final int TRIES = 3;

  /**
   * A package of the project may be nobody's business but ours: for whoever is about to publish,
   * Weir answers from what it has stored and asks no origin.
   */
  private static final Map<String, String> STORED_ONLY =
      Map.of("Accept", "application/json", "npm-command", "publish");

  private static final String ADVICE =
      "configure the clients with the address that the daemon gives, or the daemon with theirs:"
          + " public-url, or http.trusted-proxies if a proxy is in front of it";

  private final Examination examination;
  private final RegistryUrl repository;

  private AddressCheck(Examination examination, RegistryUrl repository) {
    this.examination = examination;
    this.repository = repository;
  }

  static List<Finding> of(Examination examination, RegistryUrl repository) {
    return List.of(new AddressCheck(examination, repository).finding());
  }

  private Finding finding() {
    return first(used())
        .or(() -> first(listed()))
        .orElseGet(
            () ->
                Finding.ok(
                    NAME, "the repository has nothing yet whose address could be looked at"));
  }

  /** Of the first one that is stored, else why the last one could not be had. */
  private Optional<Finding> first(List<String> manifests) {
    var refused = Optional.<Finding>empty();
    for (String manifest : manifests) {
      try {
        var answer = examination.sites().ask(repository.below(manifest), STORED_ONLY);
        var tarball = Sites.json(answer).text("dist", "tarball");
        if (answer.status() == 200 && !tarball.isEmpty()) {
          return Optional.of(compared(tarball));
        }
        if (answer.status() != 404) {
          refused = Optional.of(refused(manifest, answer));
        }
      } catch (IOException failed) {
        var words = Web.words(failed, repository.uri());
        refused = Optional.of(Finding.fail(NAME, manifest + ": " + words, "weir status"));
      }
    }
    return refused;
  }

  private static Finding refused(String manifest, Web.Answer answer) {
    return Finding.fail(
        NAME,
        "%s: answered %d: %s"
            .formatted(manifest, answer.status(), Sites.json(answer).text("error")),
        "weir status shows whether the connections can be had");
  }

  private Finding compared(String tarball) {
    return difference(repository.uri(), tarball)
        .map(what -> Finding.fail(NAME, "tarballs are at %s: %s".formatted(tarball, what), ADVICE))
        .orElseGet(() -> Finding.ok(NAME, "tarballs are below the registry's address"));
  }

  /** In what a tarball's address differs from its registry's; empty if it is below it. */
  static Optional<String> difference(URI registry, String tarball) {
    try {
      var address = URI.create(tarball);
      return Stream.of(
              differs("scheme", registry.getScheme(), address.getScheme()),
              differs("host", registry.getHost(), address.getHost()),
              differs("port", port(registry), port(address)),
              path(registry.getRawPath(), String.valueOf(address.getRawPath())))
          .flatMap(Optional::stream)
          .findFirst();
    } catch (IllegalArgumentException malformed) {
      return Optional.of("it is no address");
    }
  }

  private static Optional<String> differs(
      String part, @Nullable String registry, @Nullable String tarball) {
    return String.valueOf(registry).equalsIgnoreCase(String.valueOf(tarball))
        ? Optional.empty()
        : Optional.of("%s %s (expected: the registry's, %s)".formatted(part, tarball, registry));
  }

  private static String port(URI uri) {
    return Integer.toString(RegistryUrl.port(uri));
  }

  private static Optional<String> path(String registry, String tarball) {
    return tarball.startsWith(registry)
        ? Optional.empty()
        : Optional.of("its path (expected: below the registry's, %s)".formatted(registry));
  }

  /** What the project uses. */
  private List<String> used() {
    var locked =
        examination.lockfiles().values().stream()
            .flatMap(each -> each.packages().stream())
            .map(LockedPackage::manifestPath);
    var wanted = examination.project().dependencies().stream().map(name -> name + "/latest");
    return Stream.concat(locked, wanted).limit(TRIES).toList();
  }

  /** What the repository has itself, for a project of which nothing is stored. */
  private List<String> listed() {
    var domainAndName = repository.repository().orElseThrow().split("/", -1);
    var endpoint = Endpoint.of(repository.root(), NAME);
    try (var daemon = Daemon.at(endpoint, examination.session().surroundings())) {
      return daemon.call(
          "ListPackages",
          api ->
              api
                  .listPackages(
                      request ->
                          request
                              .domain(domainAndName[0])
                              .repository(domainAndName[1])
                              .maxResults(TRIES))
                  .packages()
                  .stream()
                  .map(AddressCheck::latest)
                  .toList());
    } catch (Failure refused) {
      return List.of();
    }
  }

  private static String latest(PackageSummary listed) {
    var scope = listed.namespace() == null ? "" : "@" + listed.namespace() + "/";
    return scope + listed.packageValue() + "/latest";
  }
}
