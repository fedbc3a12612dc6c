package dev.weir.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weir.catalog.CatalogException.Kind;
import dev.weir.config.QuotaSettings;
import dev.weir.model.ConnectionName;
import dev.weir.model.DomainName;
import dev.weir.model.RepositoryId;
import dev.weir.model.RepositoryName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A domain {@code team} in a few words, and what is asked of catalogs again and again. */
final class Fixtures {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00.125Z");
  static final InstantSource CLOCK = InstantSource.fixed(NOW);
  static final DomainName TEAM = new DomainName("team");
  static final ConnectionName NPMJS = ConnectionName.PUBLIC_NPMJS;
  static final ConnectionName MIRROR = new ConnectionName("mirror");

  private Fixtures() {}

  /** Each line is {@code name}, {@code name -> upstream upstream} or {@code name => connection}. */
  static Domain team(String... lines) {
    var domain = new Domain(TEAM, NOW, new TreeMap<>());
    for (var line : lines) {
      domain = domain.add(repository(line));
    }
    return domain;
  }

  static Repository repository(String line) {
    var connected = line.split(" => ", -1);
    var edges = line.split(" -> ", -1);
    var id = id(connected.length > 1 ? connected[0] : edges[0]);
    return new Repository(
        id,
        "",
        edges.length > 1 ? names(edges[1].split(" ", -1)) : List.of(),
        connected.length > 1 ? Optional.of(new ConnectionName(connected[1])) : Optional.empty(),
        NOW);
  }

  static RepositoryId id(String name) {
    return new RepositoryId(TEAM, name(name));
  }

  static RepositoryName name(String name) {
    return new RepositoryName(name);
  }

  static List<RepositoryName> names(String... names) {
    return Stream.of(names).map(RepositoryName::new).toList();
  }

  static Catalog open(FakeRecordStore ledger) {
    return await(Catalog.open(ledger, FakeRecordStore.TABLE, QuotaSettings.DEFAULTS, CLOCK));
  }

  /** A catalog that holds the domain {@link #team} of {@code lines}. */
  static Catalog catalogOf(FakeRecordStore ledger, String... lines) {
    var catalog = open(ledger);
    await(catalog.replace(TEAM, before -> team(lines)));
    return catalog;
  }

  static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** What {@code change} was refused for. */
  static CatalogException refusal(ThrowingCallable change) {
    var thrown = catchThrowable(change);
    var cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    assertThat(cause).isInstanceOf(CatalogException.class);
    return (CatalogException) cause;
  }

  static Kind refusalKind(ThrowingCallable change) {
    return refusal(change).kind();
  }
}
