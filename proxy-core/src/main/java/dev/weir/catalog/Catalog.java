package dev.weir.catalog;

import static java.util.Objects.requireNonNull;

import dev.weir.catalog.CatalogException.Kind;
import dev.weir.catalog.DomainTable.Stored;
import dev.weir.config.QuotaSettings;
import dev.weir.model.ConnectionName;
import dev.weir.model.DomainName;
import dev.weir.model.RepositoryId;
import dev.weir.model.RepositoryName;
import dev.weir.storage.RecordStore;
import dev.weir.storage.StorageException;
import dev.weir.storage.Table;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The domains and repositories there are: a snapshot in memory, and the ledger behind it.
 *
 * <p>A change is validated, persisted, and only then published, so that nobody ever sees what a
 * crash could take back. Changes of this process take turns, which keeps the snapshots in the order
 * of the writes; against other processes on the same ledger the domain's record is compared and
 * set, and a lost race starts over from what the winner wrote. No update is ever lost. What another
 * process changed is seen here with the next change of the same domain.
 *
 * <p>Stages complete on the store's threads, or on the caller's if the store answers at once. They
 * fail with {@link CatalogException} or with the store's {@link StorageException}; after the latter
 * the change may or may not have been made.
 */
public final class Catalog {
  /** Other writers must win this often in a row for a change to be given up. */
  static final int MAX_ATTEMPTS = 20;

  static final int MAX_WAITING = 1000;

  private final DomainTable domains;
  private final QuotaSettings quotas;
  private final InstantSource clock;
  private final Turns turns = new Turns(MAX_WAITING);

  /** Written by whoever has the turn. */
  private volatile CatalogSnapshot snapshot;

  private volatile Purge purge = Purge.NONE;

  private Catalog(
      DomainTable domains, QuotaSettings quotas, InstantSource clock, CatalogSnapshot snapshot) {
    this.domains = domains;
    this.quotas = quotas;
    this.clock = clock;
    this.snapshot = snapshot;
  }

  /**
   * Reads all domains from {@code table} of {@code ledger}. Fails with {@link
   * dev.weir.storage.StoreFormatException} if a record cannot be read.
   */
  public static CompletionStage<Catalog> open(
      RecordStore ledger, Table table, QuotaSettings quotas, InstantSource clock) {
    var domains = new DomainTable(ledger, table);
    return domains
        .readAll()
        .thenApply(found -> new Catalog(domains, quotas, clock, CatalogSnapshot.of(found)));
  }

  /** The present state: one volatile read. Keep it for as long as one answer takes. */
  public CatalogSnapshot snapshot() {
    return snapshot;
  }

  /**
   * Has {@code newPurge} delete the packages of repositories that are deleted from now on. Whoever
   * calls this begins with those in {@link Domain#purging}.
   */
  public void purgeWith(Purge newPurge) {
    purge = newPurge;
  }

  /** Creates an empty domain without key and tags, as the other {@code createDomain}. */
  public CompletionStage<CatalogSnapshot> createDomain(DomainName name) {
    return createDomain(name, null, Map.of());
  }

  /**
   * Creates an empty domain; {@link Kind#ALREADY_EXISTS}, {@link Kind#RESERVED_NAME}, {@link
   * Kind#TOO_MANY_DOMAINS}, {@link Kind#TOO_MANY_TAGS}.
   *
   * @param encryptionKey kept as it is, if there is one
   */
  public CompletionStage<CatalogSnapshot> createDomain(
      DomainName name, @Nullable String encryptionKey, Map<String, String> tags) {
    return replace(name, before -> newDomain(name, before).encryptedWith(encryptionKey).tag(tags))
        .thenApply(Replaced::snapshot);
  }

  /**
   * Deletes an empty domain and answers it as it was; {@link Kind#UNKNOWN_DOMAIN}, {@link
   * Kind#DOMAIN_NOT_EMPTY}. Waits until packages of its last repositories are deleted; {@link
   * Kind#BEING_DELETED} if that takes too long.
   */
  public CompletionStage<Domain> deleteDomain(DomainName name) {
    return settled(name, Set.of())
        .thenCompose(nothing -> replace(name, before -> noDomain(name, before)))
        .thenApply(replaced -> requireNonNull(replaced.before()));
  }

  /** Creates a repository without tags, as the other {@code createRepository}. */
  public CompletionStage<CatalogSnapshot> createRepository(
      RepositoryId id, String description, List<RepositoryName> upstreams) {
    return createRepository(id, description, upstreams, Map.of());
  }

  /**
   * Creates a repository; {@link Kind#ALREADY_EXISTS}, {@link Kind#TOO_MANY_TAGS} or what {@link
   * #change} says. Waits until packages of an earlier one of its name are deleted; {@link
   * Kind#BEING_DELETED} if that takes too long.
   */
  public CompletionStage<CatalogSnapshot> createRepository(
      RepositoryId id,
      String description,
      List<RepositoryName> upstreams,
      Map<String, String> tags) {
    Optional<ConnectionName> none = Optional.empty();
    return settled(id.domain(), Set.of(id.repository()))
        .thenCompose(
            nothing ->
                change(
                    id.domain(),
                    domain ->
                        domain
                            .add(new Repository(id, description, upstreams, none, now()))
                            .tag(id.repository(), tags)))
        .thenApply(Change::snapshot);
  }

  /**
   * Deletes a repository, which is gone at once and from all lists of upstreams, and answers it as
   * it was; {@link Kind#UNKNOWN_DOMAIN}, {@link Kind#UNKNOWN_REPOSITORY}. Its packages are deleted
   * afterwards, by the {@link Purge}.
   */
  public CompletionStage<Repository> deleteRepository(RepositoryId id) {
    return change(id.domain(), domain -> domain.remove(id.repository()))
        .thenApply(change -> change.before().existing(id.repository()));
  }

  /**
   * Changes a domain that exists, by the methods of {@link Domain}, several if they belong
   * together: {@code domain -> domain.describe(…).updateUpstreams(…)}. The result must obey {@link
   * DomainRules}, or nothing changes. The function is pure: after a lost race it runs again. One
   * that answers what it was given writes nothing.
   */
  public CompletionStage<Change> change(DomainName name, UnaryOperator<Domain> change) {
    return replace(name, before -> change.apply(existing(name, before)))
        .thenApply(
            replaced ->
                new Change(
                    requireNonNull(replaced.before()),
                    requireNonNull(replaced.after()),
                    replaced.snapshot()));
  }

  /** Changes a domain, or what takes the place of one: see {@link #change}. */
  CompletionStage<Replaced> replace(DomainName name, Replacement replacement) {
    return turns.take(name.value(), () -> attempt(name, replacement, MAX_ATTEMPTS));
  }

  /** What a domain becomes; {@code null} is a domain that is not there. */
  @FunctionalInterface
  interface Replacement {
    @Nullable Domain of(@Nullable Domain before);
  }

  /** What was replaced by what; {@code null} as in {@link Replacement}. */
  record Replaced(@Nullable Domain before, @Nullable Domain after, CatalogSnapshot snapshot) {}

  /**
   * Waits for the purges of a domain.
   *
   * @param only those of these names; empty for all
   */
  CompletionStage<Void> settled(DomainName name, Set<RepositoryName> only) {
    var pending =
        snapshot.domain(name).stream()
            .flatMap(domain -> domain.purging().stream())
            .filter(deleted -> only.isEmpty() || only.contains(deleted))
            .map(deleted -> new RepositoryId(name, deleted))
            .toList();
    return pending.isEmpty() ? CompletableFuture.completedStage(null) : purge.settled(pending);
  }

  /** In milliseconds: what is in memory must equal what is read back. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private CompletionStage<Replaced> attempt(
      DomainName name, Replacement replacement, int attempts) {
    if (attempts == 0) {
      return CompletableFuture.failedStage(contended(name));
    }
    return domains.read(name).thenCompose(stored -> write(name, stored, replacement, attempts));
  }

  private CompletionStage<Replaced> write(
      DomainName name, Stored stored, Replacement replacement, int attempts) {
    var before = stored.domain();
    var after = replacement.of(before);
    if (Objects.equals(before, after)) {
      return CompletableFuture.completedStage(new Replaced(before, after, publish(name, after)));
    }
    check(name, before, after);
    return domains
        .write(name, after, stored)
        .thenCompose(
            written ->
                written
                    ? CompletableFuture.completedStage(
                        new Replaced(before, after, publish(name, after)))
                    : attempt(name, replacement, attempts - 1));
  }

  private CatalogSnapshot publish(DomainName name, @Nullable Domain domain) {
    var before = snapshot;
    var known = before.domain(name).orElse(null);
    if (Objects.equals(known, domain)) {
      return before;
    }
    var after = before.with(name, domain);
    snapshot = after;
    if (domain != null) {
      domain.purging().stream()
          .filter(deleted -> known == null || !known.purging().contains(deleted))
          .forEach(deleted -> purge.begin(new RepositoryId(name, deleted)));
    }
    return after;
  }

  private void check(DomainName name, @Nullable Domain before, @Nullable Domain after) {
    if (after == null) {
      return;
    }
    if (!after.name().equals(name)) {
      throw new IllegalArgumentException("domain: %s (expected: %s)".formatted(after.name(), name));
    }
    if (before == null) {
      checkCount(name);
    }
    DomainRules.check(before, after, quotas);
  }

  /** Counts what this process has seen: another one may have created domains since. */
  private void checkCount(DomainName name) {
    int count = snapshot.domains().size();
    if (count >= quotas.domains()) {
      throw new CatalogException(
          Kind.TOO_MANY_DOMAINS,
          name.value(),
          "domains: %d (expected: <= %d)".formatted(count + 1, quotas.domains()));
    }
  }

  private Domain newDomain(DomainName name, @Nullable Domain before) {
    if (before != null) {
      throw new CatalogException(
          Kind.ALREADY_EXISTS, name.value(), "domain %s already exists".formatted(name));
    }
    return Domain.create(name, now());
  }

  private static @Nullable Domain noDomain(DomainName name, @Nullable Domain before) {
    var domain = existing(name, before);
    int repositories = domain.repositories().size();
    if (repositories > 0) {
      throw new CatalogException(
          Kind.DOMAIN_NOT_EMPTY,
          name.value(),
          "Domain must contain 0 repositories before deletion (%s contains %d)"
              .formatted(name, repositories));
    }
    if (!domain.purging().isEmpty()) {
      throw new CatalogException(
          Kind.BEING_DELETED,
          name.value(),
          "repositories of domain %s are still being deleted: %s"
              .formatted(name, domain.purging()));
    }
    return null;
  }

  private static Domain existing(DomainName name, @Nullable Domain domain) {
    if (domain == null) {
      throw CatalogException.unknown(name);
    }
    return domain;
  }

  private static CatalogException contended(DomainName name) {
    return new CatalogException(
        Kind.CONTENDED,
        name.value(),
        "domain %s: changed by others %d times while it was to be changed here"
            .formatted(name, MAX_ATTEMPTS));
  }
}
