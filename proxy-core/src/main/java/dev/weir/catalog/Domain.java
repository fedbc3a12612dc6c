package dev.weir.catalog;

import dev.weir.catalog.CatalogException.Kind;
import dev.weir.model.ConnectionName;
import dev.weir.model.DomainName;
import dev.weir.model.RepositoryId;
import dev.weir.model.RepositoryName;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A domain and everything in it. Immutable: what changes it answers another. Edges are checked once
 * a change is complete, so that repositories may be added in any order: see {@link Catalog#change}.
 *
 * @param encryptionKey as it was given at creation; nothing is encrypted with it
 * @param repositories by name, in the order of names
 * @param purging names of repositories that are deleted while their packages are still being
 *     deleted: until that is done, no repository may be called so
 */
public record Domain(
    DomainName name,
    Instant createdAt,
    Optional<String> encryptionKey,
    Attachments attachments,
    SortedMap<RepositoryName, Repository> repositories,
    SortedSet<RepositoryName> purging) {
  /**
   * {@code <domain>-<owner>} is how clients of AWS write the address of another account's domain.
   */
  private static final Pattern ENDS_LIKE_AN_ADDRESS = Pattern.compile(".*-[0-9]{12}");

  public Domain {
    repositories = Collections.unmodifiableSortedMap(new TreeMap<>(repositories));
    purging = Collections.unmodifiableSortedSet(new TreeSet<>(purging));
    for (var entry : repositories.entrySet()) {
      checkName(name, entry.getKey(), entry.getValue(), purging);
    }
  }

  /** A domain that has nothing but repositories. */
  Domain(DomainName name, Instant createdAt, SortedMap<RepositoryName, Repository> repositories) {
    this(name, createdAt, Optional.empty(), Attachments.NONE, repositories, new TreeSet<>());
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

  /** The same with a key, which is chosen once, at creation. */
  Domain encryptedWith(@Nullable String key) {
    return new Domain(
        name, createdAt, Optional.ofNullable(key), attachments, repositories, purging);
  }

  public SortedMap<String, String> tags() {
    return attachments.tags();
  }

  public Optional<ResourcePolicy> policy() {
    return attachments.policy();
  }

  public Optional<Repository> repository(RepositoryName repository) {
    return Optional.ofNullable(repositories.get(repository));
  }

  /**
   * Adds a repository; {@link Kind#ALREADY_EXISTS} if there is one of its name, {@link
   * Kind#BEING_DELETED} if packages of an earlier one are still being deleted.
   */
  public Domain add(Repository repository) {
    if (repositories.containsKey(repository.name())) {
      throw new CatalogException(
          Kind.ALREADY_EXISTS,
          repository.id().toString(),
          "repository %s already exists".formatted(repository.id()));
    }
    if (purging.contains(repository.name())) {
      throw new CatalogException(
          Kind.BEING_DELETED,
          repository.id().toString(),
          "repository %s is still being deleted".formatted(repository.id()));
    }
    return put(repository);
  }

  /**
   * Removes a repository and takes it out of the upstreams of all others: one of the same name that
   * is created later is another repository, and nobody chose it. Its packages are still to be
   * deleted, which {@link #purging} notes.
   */
  public Domain remove(RepositoryName repository) {
    existing(repository);
    var remaining = new TreeMap<>(repositories);
    remaining.remove(repository);
    remaining.replaceAll((other, kept) -> kept.withoutUpstream(repository));
    var deleted = new TreeSet<>(purging);
    deleted.add(repository);
    return with(remaining, deleted);
  }

  /** Notes that nothing is left of repositories that were removed. */
  public Domain purged(Collection<RepositoryName> gone) {
    var remaining = new TreeSet<>(purging);
    remaining.removeAll(gone);
    return with(repositories, remaining);
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

  /** Adds tags to the domain or replaces their values; {@link Kind#TOO_MANY_TAGS}. */
  public Domain tag(Map<String, String> tags) {
    return with(attachments.tag(name.value(), tags));
  }

  /** Adds tags to a repository or replaces their values; {@link Kind#TOO_MANY_TAGS}. */
  public Domain tag(RepositoryName repository, Map<String, String> tags) {
    var before = existing(repository);
    return put(before.with(before.attachments().tag(before.id().toString(), tags)));
  }

  /** Takes tags off the domain; keys that it does not have are passed over. */
  public Domain untag(Collection<String> keys) {
    return with(attachments.untag(keys));
  }

  /** Takes tags off a repository; keys that it does not have are passed over. */
  public Domain untag(RepositoryName repository, Collection<String> keys) {
    var before = existing(repository);
    return put(before.with(before.attachments().untag(keys)));
  }

  /**
   * Sets or replaces the domain's policy.
   *
   * @param expectedRevision of the policy that is replaced, or {@code null} whichever it is; {@link
   *     Kind#REVISION_MISMATCH} if it is another or there is none
   */
  public Domain putPolicy(ResourcePolicy policy, @Nullable String expectedRevision) {
    return with(attachments.putPolicy(name.value(), policy, expectedRevision));
  }

  /** Sets or replaces a repository's policy, as {@link #putPolicy(ResourcePolicy, String)}. */
  public Domain putPolicy(
      RepositoryName repository, ResourcePolicy policy, @Nullable String expectedRevision) {
    var before = existing(repository);
    return put(
        before.with(
            before.attachments().putPolicy(before.id().toString(), policy, expectedRevision)));
  }

  /** Deletes the domain's policy; {@link Kind#NO_POLICY}, {@link Kind#REVISION_MISMATCH}. */
  public Domain deletePolicy(@Nullable String expectedRevision) {
    return with(attachments.deletePolicy(name.value(), expectedRevision));
  }

  /** Deletes a repository's policy; {@link Kind#NO_POLICY}, {@link Kind#REVISION_MISMATCH}. */
  public Domain deletePolicy(RepositoryName repository, @Nullable String expectedRevision) {
    var before = existing(repository);
    return put(
        before.with(before.attachments().deletePolicy(before.id().toString(), expectedRevision)));
  }

  /** The repository of this name; {@link Kind#UNKNOWN_REPOSITORY}. */
  Repository existing(RepositoryName repository) {
    return repository(repository)
        .orElseThrow(() -> CatalogException.unknown(new RepositoryId(name, repository)));
  }

  private Domain put(Repository repository) {
    var next = new TreeMap<>(repositories);
    next.put(repository.name(), repository);
    return with(next, purging);
  }

  private Domain with(Attachments changed) {
    return new Domain(name, createdAt, encryptionKey, changed, repositories, purging);
  }

  private Domain with(
      SortedMap<RepositoryName, Repository> present, SortedSet<RepositoryName> deleted) {
    return new Domain(name, createdAt, encryptionKey, attachments, present, deleted);
  }

  private static void checkName(
      DomainName domain,
      RepositoryName name,
      Repository repository,
      SortedSet<RepositoryName> purging) {
    var expected = new RepositoryId(domain, name);
    if (!repository.id().equals(expected)) {
      throw new IllegalArgumentException(
          "repository: %s (expected: %s)".formatted(repository.id(), expected));
    }
    if (purging.contains(name)) {
      throw new IllegalArgumentException(
          "purging: %s (expected: no repository of this name)".formatted(name));
    }
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
