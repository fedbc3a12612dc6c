package dev.weir.catalog;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.weir.model.ConnectionName;
import dev.weir.model.DomainName;
import dev.weir.model.RepositoryId;
import dev.weir.model.RepositoryName;
import dev.weir.storage.StoreFormatException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A domain as JSON, the way it lies in the ledger:
 *
 * <pre>{@code
 * {
 *   "v": 2,
 *   "name": "local",
 *   "createdAt": "2026-03-01T12:00:00.125Z",
 *   "encryptionKey": "…",
 *   "tags": {"team": "web"},
 *   "policy": {"revision": "Ciqe…", "document": "{…}"},
 *   "repositories": [
 *     {"name": "dev", "description": "", "upstreams": ["npm-store"], "createdAt": "…",
 *      "tags": {…}, "policy": {…}},
 *     {"name": "npm-store", "description": "", "upstreams": [], "connection": "public:npmjs",
 *      "createdAt": "…"}
 *   ],
 *   "purging": ["old"]
 * }
 * }</pre>
 *
 * <p>{@code encryptionKey}, {@code tags}, {@code policy}, {@code connection} and {@code purging}
 * are left out if there is nothing to say. Unknown fields are passed over, and lost at the next
 * change: whatever an older version must not lose raises {@code v}, which it refuses. Version 1 had
 * neither keys, tags, policies nor purges; it is read.
 */
final class DomainCodec {
  private static final int VERSION = 2;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private DomainCodec() {}

  static byte[] encode(Domain domain) {
    return MAPPER.writeValueAsBytes(DomainRecord.of(domain));
  }

  /** Throws {@link StoreFormatException} for what is no domain, naming {@code key}. */
  static Domain decode(String key, byte[] json) {
    try {
      // Of a later version nothing but its number is known to be readable.
      checkVersion(key, MAPPER.readValue(json, VersionRecord.class).v());
      var domain = MAPPER.readValue(json, DomainRecord.class).toDomain();
      DomainRules.checkStored(domain);
      return domain;
    } catch (JacksonException | IllegalArgumentException | CatalogException e) {
      throw new StoreFormatException("domain record %s: %s".formatted(key, e.getMessage()), e);
    }
  }

  private static void checkVersion(String key, int version) {
    if (version < 1 || version > VERSION) {
      throw new StoreFormatException(
          "domain record %s: v is %d (expected: 1 to %d; a later version of Weir wrote it)"
              .formatted(key, version, VERSION));
    }
  }

  private static @Nullable SortedMap<String, String> tags(Attachments attachments) {
    return attachments.tags().isEmpty() ? null : attachments.tags();
  }

  private static @Nullable PolicyRecord policy(Attachments attachments) {
    return attachments
        .policy()
        .map(policy -> new PolicyRecord(policy.revision(), policy.document()))
        .orElse(null);
  }

  private static Attachments attachments(
      @Nullable SortedMap<String, String> tags, @Nullable PolicyRecord policy) {
    return tags == null && policy == null
        ? Attachments.NONE
        : new Attachments(
            requireNonNullElse(tags, Attachments.NONE.tags()),
            Optional.ofNullable(policy).map(p -> new ResourcePolicy(p.document(), p.revision())));
  }

  record VersionRecord(int v) {}

  @JsonPropertyOrder({
    "v",
    "name",
    "createdAt",
    "encryptionKey",
    "tags",
    "policy",
    "repositories",
    "purging"
  })
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DomainRecord(
      int v,
      String name,
      Instant createdAt,
      @Nullable String encryptionKey,
      @Nullable SortedMap<String, String> tags,
      @Nullable PolicyRecord policy,
      List<RepositoryRecord> repositories,
      @Nullable List<String> purging) {
    DomainRecord {
      requireNonNull(name, "name");
      requireNonNull(createdAt, "createdAt");
      repositories = List.copyOf(requireNonNull(repositories, "repositories"));
    }

    static DomainRecord of(Domain domain) {
      return new DomainRecord(
          VERSION,
          domain.name().value(),
          domain.createdAt(),
          domain.encryptionKey().orElse(null),
          DomainCodec.tags(domain.attachments()),
          DomainCodec.policy(domain.attachments()),
          domain.repositories().values().stream().map(RepositoryRecord::of).toList(),
          domain.purging().isEmpty()
              ? null
              : domain.purging().stream().map(RepositoryName::value).toList());
    }

    Domain toDomain() {
      var domainName = new DomainName(name);
      var byName = new TreeMap<RepositoryName, Repository>();
      for (var entry : repositories) {
        var repository = entry.toRepository(domainName);
        byName.put(repository.name(), repository);
      }
      var deleted = new TreeSet<RepositoryName>();
      requireNonNullElse(purging, List.<String>of())
          .forEach(gone -> deleted.add(new RepositoryName(gone)));
      return new Domain(
          domainName,
          createdAt,
          Optional.ofNullable(encryptionKey),
          attachments(tags, policy),
          byName,
          deleted);
    }
  }

  @JsonPropertyOrder({
    "name",
    "description",
    "upstreams",
    "connection",
    "createdAt",
    "tags",
    "policy"
  })
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RepositoryRecord(
      String name,
      String description,
      List<String> upstreams,
      @Nullable String connection,
      Instant createdAt,
      @Nullable SortedMap<String, String> tags,
      @Nullable PolicyRecord policy) {
    RepositoryRecord {
      requireNonNull(name, "name");
      requireNonNull(description, "description");
      upstreams = List.copyOf(requireNonNull(upstreams, "upstreams"));
      requireNonNull(createdAt, "createdAt");
    }

    static RepositoryRecord of(Repository repository) {
      return new RepositoryRecord(
          repository.name().value(),
          repository.description(),
          repository.upstreams().stream().map(RepositoryName::value).toList(),
          repository.connection().map(ConnectionName::value).orElse(null),
          repository.createdAt(),
          DomainCodec.tags(repository.attachments()),
          DomainCodec.policy(repository.attachments()));
    }

    Repository toRepository(DomainName domain) {
      return new Repository(
          new RepositoryId(domain, new RepositoryName(name)),
          description,
          upstreams.stream().map(RepositoryName::new).toList(),
          Optional.ofNullable(connection).map(ConnectionName::new),
          attachments(tags, policy),
          createdAt);
    }
  }

  record PolicyRecord(String revision, String document) {
    PolicyRecord {
      requireNonNull(revision, "revision");
      requireNonNull(document, "document");
    }
  }
}
