package dev.weir.catalog;

import dev.weir.config.BootstrapSettings;
import dev.weir.config.BootstrapSettings.DomainSettings;
import dev.weir.config.BootstrapSettings.RepositorySettings;
import dev.weir.model.ConnectionName;
import dev.weir.model.DomainName;
import dev.weir.model.RepositoryId;
import dev.weir.model.RepositoryName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The settings' domains and repositories as the catalog's own values.
 *
 * @param domains as they would be if they were created just now; edges not yet checked
 * @param problems what could not be read, each naming its key in the file
 */
record BootstrapPlan(List<Domain> domains, List<String> problems) {
  BootstrapPlan {
    domains = List.copyOf(domains);
    problems = List.copyOf(problems);
  }

  static BootstrapPlan of(
      BootstrapSettings settings, Set<ConnectionName> connections, Instant now) {
    var reader = new Reader(connections, now);
    new TreeMap<>(settings.domains()).forEach(reader::domain);
    return new BootstrapPlan(reader.domains, reader.problems);
  }

  /** {@code bootstrap.domains.local.repositories.npm-store}, for messages. */
  static String key(RepositoryId id) {
    return key(id.domain().value(), id.repository().value());
  }

  private static String key(String domain, String repository) {
    return "%s.repositories.%s".formatted(key(domain), segment(repository));
  }

  private static String key(String domain) {
    return "bootstrap.domains." + segment(domain);
  }

  private static String segment(String name) {
    return name.indexOf('.') < 0 ? name : '"' + name + '"';
  }

  private static final class Reader {
    /** Stands for a bad name, so that the problems of its repositories are told all the same. */
    private static final DomainName UNREADABLE = new DomainName("unreadable");

    private final Set<ConnectionName> connections;
    private final Instant now;
    private final List<Domain> domains = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    Reader(Set<ConnectionName> connections, Instant now) {
      this.connections = connections;
      this.now = now;
    }

    void domain(String name, DomainSettings settings) {
      var domain = valid(key(name), () -> Domain.create(new DomainName(name), now));
      var domainName = domain.map(Domain::name).orElse(UNREADABLE);
      var repositories = new TreeMap<RepositoryName, Repository>();
      for (var entry : new TreeMap<>(settings.repositories()).entrySet()) {
        var id =
            valid(
                key(name, entry.getKey()),
                () -> new RepositoryId(domainName, new RepositoryName(entry.getKey())));
        id.flatMap(known -> repository(key(name, entry.getKey()), known, entry.getValue()))
            .ifPresent(repository -> repositories.put(repository.name(), repository));
      }
      domain.ifPresent(d -> domains.add(new Domain(d.name(), d.createdAt(), repositories)));
    }

    private Optional<Repository> repository(
        String key, RepositoryId id, RepositorySettings settings) {
      int before = problems.size();
      var upstreams = new ArrayList<RepositoryName>();
      for (var upstream : settings.upstreams()) {
        valid(key + ".upstreams", () -> new RepositoryName(upstream)).ifPresent(upstreams::add);
      }
      var connection =
          settings
              .externalConnection()
              .flatMap(name -> connection(key + ".external-connection", name));
      var repository =
          valid(key, () -> new Repository(id, settings.description(), upstreams, connection, now));
      return problems.size() == before ? repository : Optional.empty();
    }

    private Optional<ConnectionName> connection(String key, String name) {
      var connection = valid(key, () -> new ConnectionName(name));
      if (connection.isPresent() && !connections.contains(connection.get())) {
        problems.add("%s: %s (expected: one of external-connections)".formatted(key, name));
      }
      return connection;
    }

    private <T> Optional<T> valid(String key, Supplier<T> value) {
      try {
        return Optional.of(value.get());
      } catch (IllegalArgumentException | CatalogException e) {
        problems.add("%s: %s".formatted(key, e.getMessage()));
        return Optional.empty();
      }
    }
  }
}
