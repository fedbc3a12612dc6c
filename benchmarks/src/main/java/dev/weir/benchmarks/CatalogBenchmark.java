package dev.weir.benchmarks;

import dev.weir.catalog.Catalog;
import dev.weir.catalog.CatalogSnapshot;
import dev.weir.catalog.Change;
import dev.weir.catalog.RepositoryView;
import dev.weir.config.QuotaSettings;
import dev.weir.model.ConnectionName;
import dev.weir.model.DomainName;
import dev.weir.model.RepositoryId;
import dev.weir.model.RepositoryName;
import dev.weir.storage.Table;
import dev.weir.storage.memory.MemoryStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What every npm request asks of the catalog, and what a change of it costs, by how much is in it.
 * The store is in memory, so a change is what we make of it and not the disk's part.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls @Setup before anything else
public class CatalogBenchmark {
  /** Asked for in turn, so that the caches see no favourite; a power of two. */
  private static final int ASKED = 1024;

  /** Domains, and repositories in each: a chain whose end has the connection. */
  @Param({"1x2", "100x10", "1000x10"})
  String size;

  private Catalog catalog;
  private RepositoryId[] asked;
  private int next;

  @Setup
  public void fill() {
    int domains = Integer.parseInt(size.split("x", -1)[0]);
    int repositories = Integer.parseInt(size.split("x", -1)[1]);
    var table = new Table("catalog");
    var ledger = new MemoryStore("ledger", table).records();
    catalog = now(Catalog.open(ledger, table, QuotaSettings.DEFAULTS, InstantSource.system()));
    var all = new ArrayList<RepositoryId>();
    for (int d = 0; d < domains; d++) {
      now(catalog.createDomain(new DomainName("domain-" + d)));
      for (int r = repositories; r > 0; r--) {
        var id = RepositoryId.of("domain-" + d, "repository-" + r);
        List<RepositoryName> upstreams =
            r == repositories ? List.of() : List.of(new RepositoryName("repository-" + (r + 1)));
        now(catalog.createRepository(id, "", upstreams));
        all.add(id);
      }
      var last = new RepositoryName("repository-" + repositories);
      now(
          catalog.change(
              new DomainName("domain-" + d),
              domain -> domain.associate(last, ConnectionName.PUBLIC_NPMJS)));
    }
    asked = new RepositoryId[ASKED];
    for (int i = 0; i < ASKED; i++) {
      var id = all.get((int) (i * 7919L % all.size()));
      // As a request has it: parsed from the path, equal but not the same.
      asked[i] = RepositoryId.of(text(id.domain().value()), text(id.repository().value()));
    }
  }

  /** Whether the repository is there: asked once for each request. */
  @Benchmark
  public boolean lookup() {
    return snapshot().repository(asked()).isPresent();
  }

  /** The stamp that a hot entry is held against: asked once for each hot request. */
  @Benchmark
  public long stamp() {
    return snapshot().stamp(asked());
  }

  /** The search order: asked for what is not hot. */
  @Benchmark
  public Optional<RepositoryView> searchOrder() {
    return snapshot().view(asked());
  }

  /** A new description: read, checked, encoded, stored, and a new snapshot published. */
  @Benchmark
  public Change change() {
    var id = asked();
    var text = Integer.toString(next);
    return now(catalog.change(id.domain(), domain -> domain.describe(id.repository(), text)));
  }

  private CatalogSnapshot snapshot() {
    return catalog.snapshot();
  }

  private RepositoryId asked() {
    return asked[next++ & (ASKED - 1)];
  }

  private static String text(String same) {
    return String.valueOf(same.toCharArray());
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
