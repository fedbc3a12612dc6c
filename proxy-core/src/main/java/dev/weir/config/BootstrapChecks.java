package dev.weir.config;

import dev.weir.config.BootstrapSettings.DomainSettings;
import dev.weir.config.BootstrapSettings.RepositorySettings;
import dev.weir.model.DomainName;
import dev.weir.model.RepositoryName;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Whether the domains and repositories of {@code bootstrap} could be made as they are written. */
final class BootstrapChecks {
  /** Where a problem goes: its key, the value and what was expected. */
  @FunctionalInterface
  interface Report {
    void problem(KeyPath key, Object value, String expected, KeyPath... involved);
  }

  private static final KeyPath DOMAINS = KeyPath.of("bootstrap", "domains");

  private final WeirSettings settings;
  private final Report report;

  BootstrapChecks(WeirSettings settings, Report report) {
    this.settings = settings;
    this.report = report;
  }

  void run() {
    new TreeMap<>(settings.bootstrap().domains()).forEach(this::checkDomain);
  }

  private void checkDomain(String name, DomainSettings domain) {
    KeyPath path = DOMAINS.child(name);
    nameProblem(() -> new DomainName(name), path, name);
    if (name.matches(".*-[0-9]{12}")) {
      report.problem(
          path, name, "a name that doesn't end in - and 12 digits, which mean an account");
    }
    KeyPath repositories = path.child("repositories");
    new TreeMap<>(domain.repositories())
        .forEach(
            (repository, written) ->
                checkRepository(repositories.child(repository), repository, written, domain));
  }

  private void checkRepository(
      KeyPath path, String name, RepositorySettings repository, DomainSettings domain) {
    nameProblem(() -> new RepositoryName(name), path, name);
    KeyPath upstreams = path.child("upstreams");
    KeyPath connection = path.child("external-connection");
    if (repository.externalConnection().isPresent() && !repository.upstreams().isEmpty()) {
      report.problem(
          connection, repository.externalConnection().get(), "none, since upstreams are given too");
    }
    for (String upstream : repository.upstreams()) {
      if (!domain.repositories().containsKey(upstream)) {
        report.problem(upstreams, upstream, "a repository of the same domain");
      }
    }
    if (new HashSet<>(repository.upstreams()).size() < repository.upstreams().size()) {
      report.problem(upstreams, repository.upstreams(), "each upstream once");
    }
    int most = settings.quota().upstreams();
    if (repository.upstreams().size() > most) {
      var expected = most + " upstreams at most, which is quota.upstreams";
      report.problem(upstreams, repository.upstreams().size(), expected);
    }
    if (reaches(name, name, domain.repositories(), new HashSet<>())) {
      report.problem(upstreams, repository.upstreams(), "no way back to " + name);
    }
    repository.externalConnection().ifPresent(used -> checkDeclared(connection, used));
  }

  private void checkDeclared(KeyPath path, String connection) {
    if (!settings.externalConnections().containsKey(connection)) {
      var known = String.join(", ", new TreeMap<>(settings.externalConnections()).keySet());
      report.problem(path, connection, "one of external-connections: " + known);
    }
  }

  /** Whether the upstreams of {@code from} lead to {@code target}, over any number of steps. */
  private static boolean reaches(
      String from, String target, Map<String, RepositorySettings> all, Set<String> seen) {
    RepositorySettings repository = all.get(from);
    if (repository == null || !seen.add(from)) {
      return false;
    }
    return repository.upstreams().stream()
        .anyMatch(next -> next.equals(target) || reaches(next, target, all, seen));
  }

  /** The model knows what a name may be; its message is taken over. */
  private void nameProblem(Runnable build, KeyPath path, String name) {
    try {
      build.run();
    } catch (IllegalArgumentException bad) {
      report.problem(path, name, expected(String.valueOf(bad.getMessage())));
    }
  }

  private static String expected(String message) {
    int start = message.lastIndexOf("(expected: ");
    return start < 0 ? message : message.substring(start + 11, message.length() - 1);
  }
}
