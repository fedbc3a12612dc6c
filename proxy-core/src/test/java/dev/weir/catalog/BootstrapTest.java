package dev.weir.catalog;

import static dev.weir.catalog.Fixtures.MIRROR;
import static dev.weir.catalog.Fixtures.NPMJS;
import static dev.weir.catalog.Fixtures.TEAM;
import static dev.weir.catalog.Fixtures.await;
import static dev.weir.catalog.Fixtures.catalogOf;
import static dev.weir.catalog.Fixtures.id;
import static dev.weir.catalog.Fixtures.name;
import static dev.weir.catalog.Fixtures.open;
import static dev.weir.catalog.Fixtures.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.catalog.CatalogException.Kind;
import dev.weir.config.BootstrapSettings;
import dev.weir.config.BootstrapSettings.DomainSettings;
import dev.weir.config.BootstrapSettings.RepositorySettings;
import dev.weir.model.ConnectionName;
import dev.weir.model.RepositoryId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the configuration declares, made where it is absent. */
final class BootstrapTest {
  private static final Set<ConnectionName> CONNECTIONS = Set.of(NPMJS, MIRROR);

  private final FakeRecordStore ledger = new FakeRecordStore();

  @Test
  void theShippedDefaultMakesARegistryThatWorksAtOnce() {
    var catalog = open(ledger);

    assertThat(apply(catalog, BootstrapSettings.DEFAULTS)).isEmpty();

    var dev = RepositoryId.of("local", "dev");
    var store = RepositoryId.of("local", "npm-store");
    assertThat(catalog.snapshot().searchOrder(dev).orElseThrow().sources())
        .containsExactly(
            new Source.Local(dev), new Source.Local(store), new Source.External(store, NPMJS));
  }

  @Test
  void theSecondTimeChangesNothing() {
    apply(open(ledger), BootstrapSettings.DEFAULTS);
    var again = open(ledger);
    var before = again.snapshot();
    int puts = ledger.puts();

    assertThat(apply(again, BootstrapSettings.DEFAULTS)).isEmpty();

    assertThat(again.snapshot()).isSameAs(before);
    assertThat(ledger.puts()).isEqualTo(puts);
  }

  @Test
  void repositoriesMayBeDeclaredBeforeTheirUpstreams() {
    var catalog = open(ledger);

    apply(catalog, team(Map.of("aa", upstreams("bb"), "bb", upstreams("cc"), "cc", upstreams())));

    assertThat(catalog.snapshot().searchOrder(id("aa")).orElseThrow().repositories())
        .containsExactly(id("aa"), id("bb"), id("cc"));
    assertThat(ledger.puts()).as("one change per domain").isEqualTo(1);
  }

  @Test
  void whatIsAbsentIsAddedToADomainThatExists() {
    var catalog = catalogOf(ledger, "old");

    var warnings = apply(catalog, team(Map.of("added", upstreams("old"))));

    assertThat(warnings).isEmpty();
    assertThat(catalog.snapshot().domain(TEAM).orElseThrow().repositories())
        .containsOnlyKeys(name("added"), name("old"));
  }

  @Test
  void anExistingRepositoryKeepsWhatItHasAndEachDifferenceIsAWarning() {
    var catalog = catalogOf(ledger, "app -> base", "base", "own => mirror");
    var before = catalog.snapshot();

    var warnings =
        apply(
            catalog,
            team(
                Map.of(
                    "app", new RepositorySettings("new words", List.of("own"), Optional.empty()),
                    "own", connected("public:npmjs"),
                    "base", upstreams())));

    assertThat(catalog.snapshot()).isSameAs(before);
    assertThat(warnings)
        .containsExactly(
            "bootstrap.domains.team.repositories.app.description: declared is \"new words\", the"
                + " existing repository keeps \"\"",
            "bootstrap.domains.team.repositories.app.upstreams: declared is \"[own]\", the"
                + " existing repository keeps \"[base]\"",
            "bootstrap.domains.team.repositories.own.external-connection: declared is"
                + " \"public:npmjs\", the existing repository keeps \"mirror\"");
  }

  @Test
  void aRepositoryWhosePackagesAreStillBeingDeletedIsLeftOutWithAWarning() {
    var catalog = catalogOf(ledger, "app", "base");
    await(catalog.deleteRepository(id("app")));

    var warnings = apply(catalog, team(Map.of("app", upstreams(), "added", upstreams())));

    assertThat(warnings)
        .containsExactly(
            "bootstrap.domains.team.repositories.app: not made, since an earlier repository of its"
                + " name is still being deleted");
    assertThat(catalog.snapshot().domain(TEAM).orElseThrow().repositories())
        .containsOnlyKeys(name("added"), name("base"));
  }

  @Test
  void aDifferenceDoesNotKeepTheRestFromBeingMade() {
    var catalog = catalogOf(ledger, "app");

    var warnings =
        apply(catalog, team(Map.of("app", upstreams("added"), "added", upstreams("app"))));

    assertThat(warnings).hasSize(1);
    assertThat(catalog.snapshot().searchOrder(id("added")).orElseThrow().repositories())
        .containsExactly(id("added"), id("app"));
  }

  @Test
  void declaredCyclesAreRefused() {
    var catalog = open(ledger);

    var refusal =
        refusal(() -> apply(catalog, team(Map.of("aa", upstreams("bb"), "bb", upstreams("aa")))));

    assertThat(refusal.kind()).isEqualTo(Kind.CYCLE);
    assertThat(refusal).hasMessageContaining("aa -> bb -> aa");
    assertThat(ledger.size()).isZero();
  }

  @Test
  void everyProblemIsToldAtOnceUnderItsKey() {
    var repositories = new LinkedHashMap<String, RepositorySettings>();
    repositories.put("good.name", connected("nowhere"));
    repositories.put("-bad", upstreams());
    repositories.put("up", upstreams("also bad"));
    repositories.put("long", new RepositorySettings("x".repeat(1001), List.of(), Optional.empty()));
    var settings =
        new BootstrapSettings(
            Map.of(
                "Bad", new DomainSettings(repositories),
                "fine-000000000000", new DomainSettings(Map.of())));

    var problems = BootstrapPlan.of(settings, CONNECTIONS, Fixtures.NOW).problems();

    assertThat(problems).hasSize(6);
    assertThat(problems.get(0)).startsWith("bootstrap.domains.Bad: domain: Bad (expected: ");
    assertThat(problems.get(1)).startsWith("bootstrap.domains.Bad.repositories.-bad: ");
    assertThat(problems.get(2))
        .isEqualTo(
            "bootstrap.domains.Bad.repositories.\"good.name\".external-connection: nowhere"
                + " (expected: one of external-connections)");
    assertThat(problems.get(3))
        .isEqualTo(
            "bootstrap.domains.Bad.repositories.long: description: 1001 characters (expected: <="
                + " 1000)");
    assertThat(problems.get(4)).startsWith("bootstrap.domains.Bad.repositories.up.upstreams: ");
    assertThat(problems.get(5)).startsWith("bootstrap.domains.fine-000000000000: ");
    assertThatThrownBy(() -> apply(open(ledger), settings))
        .hasCauseInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(String.join("\n", problems));
    assertThat(ledger.size()).isZero();
  }

  private static List<String> apply(Catalog catalog, BootstrapSettings settings) {
    return await(Bootstrap.apply(catalog, settings, CONNECTIONS));
  }

  private static BootstrapSettings team(Map<String, RepositorySettings> repositories) {
    return new BootstrapSettings(Map.of("team", new DomainSettings(repositories)));
  }

  private static RepositorySettings upstreams(String... names) {
    return new RepositorySettings("", List.of(names), Optional.empty());
  }

  private static RepositorySettings connected(String name) {
    return new RepositorySettings("", List.of(), Optional.of(name));
  }
}
