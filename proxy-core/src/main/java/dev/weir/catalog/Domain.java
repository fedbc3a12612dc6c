package dev.weir.catalog;

import dev.weir.catalog.CatalogException.Kind;
import dev.weir.model.ConnectionName;
import dev.weir.model.DomainName;
import dev.weir.model.RepositoryId;
import dev.weir.model.RepositoryName;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A domain and everything in it. Immutable: what changes it answers another. Edges are checked once
 * a change is complete, so that repositories may be added in any order: see {@link Catalog#change}.
 *
 * @param repositories by name, in the order of names
 */
public record Domain(
    DomainName name, Instant createdAt, SortedMap<RepositoryName, Repository> repositories) {
  /**
   * {@code <domain>-<owner>} is how clients of AWS write the address of another account's domain.
   */
  private static final Pattern ENDS_LIKE_AN_ADDRESS = Pattern.compile(".*-[0-9]{12}");

  public Domain {
    repositories = Collections.unmodifiableSortedMap(new TreeMap<>(repositories));
    for (var entry : repositories.entrySet()) {
      var expected = new RepositoryId(name, entry.getKey());
      if (!entry.getValue().id().equals(expected)) {
        throw new IllegalArgumentException(
            "repository: %s (expected: %s)".formatted(entry.getValue().id(), expected));
      }
    }
  }

  /** A new, empty domain; {@link Kind#RESERVED_NAME} if it must not be called so. */
  static Domain create(DomainName name, Instant now) {
    if (ENDS_LIKE_AN_ADDRESS.matcher(name.value()).matches()) {
      throw new CatalogException(
          Kind.RESERVED_NAME,
          name.value(),
          "domain: %s (expected: a name that does not end in - and 12 digits)".formatted(name));
    }
    return new Domain(name, now, new TreeMap<>());
  }

  public Optional<Repository> repository(RepositoryName repository) {
    return Optional.ofNullable(repositories.get(repository));
  }

  /** Adds a repository; {@link Kind#ALREADY_EXISTS} if there is one of its name. */
  public Domain add(Repository repository) {
    if (repositories.containsKey(repository.name())) {
      throw new CatalogException(
          Kind.ALREADY_EXISTS,
          repository.id().toString(),
          "repository %s already exists".formatted(repository.id()));
    }
    return put(repository);
  }

  /**
   * Removes a repository and takes it out of the upstreams of all others: one of the same name that
   * is created later is another repository, and nobody chose it.
   */
  public Domain remove(RepositoryName repository) {
    existing(repository);
    var remaining = new TreeMap<>(repositories);
    remaining.remove(repository);
    remaining.replaceAll((name, other) -> other.withoutUpstream(repository));
    return new Domain(name, createdAt, remaining);
  }

  public Domain describe(RepositoryName repository, String description) {
    return put(existing(repository).describedAs(description));
  }

  /** Replaces the whole list of upstreams. */
  public Domain updateUpstreams(RepositoryName repository, List<RepositoryName> upstreams) {
    return put(existing(repository).withUpstreams(upstreams));
  }

  /**
   * Connects a repository to a registry outside; {@link Kind#ALREADY_ASSOCIATED} if it is connected
   * to this one, {@link Kind#TOO_MANY_CONNECTIONS} if to another.
   */
  public Domain associate(RepositoryName repository, ConnectionName connection) {
    var before = existing(repository);
    if (before.connection().isPresent()) {
      throw secondConnection(before, connection);
    }
    return put(before.connectedTo(connection));
  }

  /** Ends a connection; {@link Kind#NOT_ASSOCIATED} if there is no such one. */
  public Domain disassociate(RepositoryName repository, ConnectionName connection) {
    var before = existing(repository);
    if (!before.connection().equals(Optional.of(connection))) {
      throw new CatalogException(
          Kind.NOT_ASSOCIATED,
          before.id().toString(),
          "repository %s has no external connection %s".formatted(before.id(), connection));
    }
    return put(before.disconnected());
  }

  private Domain put(Repository repository) {
    var next = new TreeMap<>(repositories);
    next.put(repository.name(), repository);
    return new Domain(name, createdAt, next);
  }

  private Repository existing(RepositoryName repository) {
    return repository(repository)
        .orElseThrow(() -> CatalogException.unknown(new RepositoryId(name, repository)));
  }

  private static CatalogException secondConnection(Repository before, ConnectionName connection) {
    boolean same = before.connection().equals(Optional.of(connection));
    return new CatalogException(
        same ? Kind.ALREADY_ASSOCIATED : Kind.TOO_MANY_CONNECTIONS,
        before.id().toString(),
        same
            ? "repository %s already has the external connection %s"
                .formatted(before.id(), connection)
            : "ExternalConnections for repositories are currently limited to 1");
  }
}
