package dev.weir.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.catalog.Catalog;
import dev.weir.config.PackagesSettings;
import dev.weir.model.DomainName;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Answers have a bound, and their parts together name every repository once. */
class WhoHasTest {
  private static final PackageName PKG = new PackageName("pkg");

  private final Ledger ledger = new Ledger();
  private final Catalog catalog = PackagesUnderTest.catalog(InstantSource.system());

  @Test
  void partsFollowOneAnotherWithoutGapOrDouble() {
    var names = new ArrayList<RepositoryId>();
    catalog.createDomain(new DomainName("local"), null, Map.of()).toCompletableFuture().join();
    for (int i = 0; i < 2 * WhoHas.MOST_HOLDERS + 1; i++) {
      var repository = RepositoryId.of("local", "r%03d".formatted(i));
      catalog.createRepository(repository, "", List.of()).toCompletableFuture().join();
      ledger.add(repository, "pkg", Ledger.record("pkg", "1.0.0", i));
      names.add(repository);
    }

    var first = find(Optional.empty());
    var second = find(first.next());
    var third = find(second.next());

    assertThat(first.holders()).hasSize(WhoHas.MOST_HOLDERS);
    assertThat(third.next()).isEmpty();
    var found = new ArrayList<RepositoryId>();
    for (var part : List.of(first, second, third)) {
      part.holders().forEach(holder -> found.add(holder.repository()));
    }
    assertThat(found).isEqualTo(names);
  }

  @Test
  void versionsThatAreTooManyAreCounted() {
    catalog.createDomain(new DomainName("local"), null, Map.of()).toCompletableFuture().join();
    catalog.createRepository(Ledger.DEV, "", List.of()).toCompletableFuture().join();
    for (int i = 0; i < WhoHas.MOST_VERSIONS + 2; i++) {
      ledger.add("pkg", "1.0." + i);
    }

    var holder = find(Optional.empty()).holders().get(0);

    assertThat(holder.versions()).hasSize(WhoHas.MOST_VERSIONS);
    assertThat(holder.more()).isEqualTo(2);
    assertThat(holder.versions().get(0).version()).isEqualTo("1.0.1001");
  }

  private WhoHas.Found find(Optional<RepositoryId> from) {
    var parts =
        PackagesUnderTest.parts(
            catalog,
            ledger.records(),
            PackagesUnderTest.cache(),
            PackagesSettings.DEFAULTS,
            InstantSource.system());
    var whoHas =
        new WhoHas(
            ledger.local(),
            parts.keeps(),
            parts.documents(),
            parts.cpu(),
            parts.deadlines(),
            Duration.ofSeconds(1));
    var question = new WhoHas.Question(PKG, Optional.empty(), Optional.empty(), from);
    return whoHas.find(catalog.snapshot(), question).toCompletableFuture().join();
  }
}
