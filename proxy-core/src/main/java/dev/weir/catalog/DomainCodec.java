package dev.weir.catalog;

import static java.util.Objects.requireNonNull;

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
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A domain as JSON, the way it lies in the ledger:
 *
 * <pre>{@code
 * {
 *   "v": 1,
 *   "name": "local",
 *   "createdAt": "2026-03-01T12:00:00.125Z",
 *   "repositories": [
 *     {"name": "dev", "description": "", "upstreams": ["npm-store"], "createdAt": "…"},
 *     {"name": "npm-store", "description": "", "upstreams": [], "connection": "public:npmjs",
 *      "createdAt": "…"}
 *   ]
 * }
 * }</pre>
 *
 * <p>Unknown fields are passed over, and lost at the next change: whatever an older version must
 * not lose raises {@code v}, which it refuses.
 */
final class DomainCodec {
  private static final int VERSION = 1;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private DomainCodec() {}

  static byte[] encode(Domain domain) {
    var repositories = domain.repositories().values().stream().map(RepositoryRecord::of).toList();
    return MAPPER.writeValueAsBytes(
        new DomainRecord(VERSION, domain.name().value(), domain.createdAt(), repositories));
  }

  /** Throws {@link StoreFormatException} for what is no domain, naming {@code key}. */
  static Domain decode(String key, byte[] json) {
    try {
      // Of a later version nothing but its number is known to be readable.
      checkVersion(key, MAPPER.readValue(json, VersionRecord.class).v());
      var domain = MAPPER.readValue(json, DomainRecord.class).toDomain();
      DomainRules.check(domain);
      return domain;
    } catch (JacksonException | IllegalArgumentException | CatalogException e) {
      throw new StoreFormatException("domain record %s: %s".formatted(key, e.getMessage()), e);
    }
  }

  private static void checkVersion(String key, int version) {
    if (version != VERSION) {
      throw new StoreFormatException(
          "domain record %s: v is %d (expected: %d; a later version of Weir wrote it)"
              .formatted(key, version, VERSION));
    }
  }

  record VersionRecord(int v) {}

  @JsonPropertyOrder({"v", "name", "createdAt", "repositories"})
  record DomainRecord(int v, String name, Instant createdAt, List<RepositoryRecord> repositories) {
    DomainRecord {
      requireNonNull(name, "name");
      requireNonNull(createdAt, "createdAt");
      repositories = List.copyOf(requireNonNull(repositories, "repositories"));
    }

    Domain toDomain() {
      var domainName = new DomainName(name);
      var byName = new TreeMap<RepositoryName, Repository>();
      for (var entry : repositories) {
        var repository = entry.toRepository(domainName);
        byName.put(repository.name(), repository);
      }
      return new Domain(domainName, createdAt, byName);
    }
  }

  @JsonPropertyOrder({"name", "description", "upstreams", "connection", "createdAt"})
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RepositoryRecord(
      String name,
      String description,
      List<String> upstreams,
      @Nullable String connection,
      Instant createdAt) {
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
          repository.createdAt());
    }

    Repository toRepository(DomainName domain) {
      return new Repository(
          new RepositoryId(domain, new RepositoryName(name)),
          description,
          upstreams.stream().map(RepositoryName::new).toList(),
          Optional.ofNullable(connection).map(ConnectionName::new),
          createdAt);
    }
  }
}
