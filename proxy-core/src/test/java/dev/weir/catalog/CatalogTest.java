package dev.weir.catalog;

import static dev.weir.catalog.Fixtures.CLOCK;
import static dev.weir.catalog.Fixtures.NOW;
import static dev.weir.catalog.Fixtures.TEAM;
import static dev.weir.catalog.Fixtures.await;
import static dev.weir.catalog.Fixtures.catalogOf;
import static dev.weir.catalog.Fixtures.id;
import static dev.weir.catalog.Fixtures.name;
import static dev.weir.catalog.Fixtures.names;
import static dev.weir.catalog.Fixtures.open;
import static dev.weir.catalog.Fixtures.refusal;
import static dev.weir.catalog.Fixtures.refusalKind;
import static dev.weir.catalog.Fixtures.team;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.catalog.CatalogException.Kind;
import dev.weir.config.QuotaSettings;
import dev.weir.model.DomainName;
import dev.weir.model.RepositoryId;
import dev.weir.storage.StoreFormatException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Changes of the catalog, one at a time. */
final class CatalogTest {
  private final FakeRecordStore ledger = new FakeRecordStore();
  private final Catalog catalog = open(ledger);

  @Test
  void anEmptyLedgerIsAnEmptyCatalog() {
    assertThat(catalog.snapshot().domains()).isEmpty();
    assertThat(catalog.snapshot().domain(TEAM)).isEmpty();
    assertThat(catalog.snapshot().repository(id("app"))).isEmpty();
    assertThat(catalog.snapshot().searchOrder(id("app"))).isEmpty();
  }

  @Test
  void whatWasCreatedIsInTheSnapshotThatIsAnswered() {
    await(catalog.createDomain(TEAM));
    await(catalog.createRepository(id("base"), "", names()));

    var snapshot = await(catalog.createRepository(id("app"), "mine", names("base")));

    assertThat(snapshot).isSameAs(catalog.snapshot());
    var app = snapshot.repository(id("app")).orElseThrow();
    assertThat(app.description()).isEqualTo("mine");
    assertThat(app.upstreams()).isEqualTo(names("base"));
    assertThat(app.createdAt()).isEqualTo(NOW);
    assertThat(snapshot.searchOrder(id("app")).orElseThrow().repositories())
        .containsExactly(id("app"), id("base"));
  }

  @Test
  void eachChangeHasANewEpochAndOldSnapshotsStay() {
    var before = await(catalog.createDomain(TEAM));

    var after = await(catalog.createRepository(id("app"), "", names()));

    assertThat(after.epoch()).isGreaterThan(before.epoch());
    assertThat(before.repository(id("app"))).isEmpty();
    assertThat(before.searchOrder(id("app"))).isEmpty();
    assertThat(after.repository(id("app"))).isPresent();
  }

  @Test
  void aSearchOrderIsWorkedOutOncePerSnapshot() {
    var snapshot = catalogOf(ledger, "app -> base", "base").snapshot();

    assertThat(snapshot.searchOrder(id("app")).orElseThrow())
        .isSameAs(snapshot.searchOrder(id("app")).orElseThrow());
  }

  @Test
  void aChangeOfNothingWritesNothing() {
    var before = catalogOf(ledger, "app").snapshot();
    int puts = ledger.puts();

    var changing = open(ledger);
    var epoch = changing.snapshot().epoch();
    var after = await(changing.change(TEAM, domain -> domain.describe(name("app"), "")));

    assertThat(after.snapshot().epoch()).isEqualTo(epoch);
    assertThat(after.after()).isEqualTo(before.domain(TEAM).orElseThrow());
    assertThat(ledger.puts()).isEqualTo(puts);
  }

  @Test
  void aRefusedChangeLeavesEverythingAsItWas() {
    var catalog = catalogOf(ledger, "aa -> bb", "bb -> cc", "cc");
    var before = catalog.snapshot();
    var json = ledger.json("team");

    var refusal =
        refusal(
            () ->
                await(
                    catalog.change(
                        TEAM, domain -> domain.updateUpstreams(name("cc"), names("aa")))));

    assertThat(refusal.kind()).isEqualTo(Kind.CYCLE);
    assertThat(refusal).hasMessageContaining("aa -> bb -> cc -> aa");
    assertThat(catalog.snapshot()).isSameAs(before);
    assertThat(ledger.json("team")).isEqualTo(json);
  }

  @Test
  void severalStepsOfOneChangeAreJudgedTogether() {
    var catalog = catalogOf(ledger, "app -> base", "base", "other");

    // Between the two steps app is upstream of itself by way of base.
    await(
        catalog.change(
            TEAM,
            domain ->
                domain
                    .updateUpstreams(name("base"), names("app"))
                    .updateUpstreams(name("app"), names("other"))));

    assertThat(catalog.snapshot().searchOrder(id("base")).orElseThrow().repositories())
        .containsExactly(id("base"), id("app"), id("other"));
  }

  @Test
  void unknownDomainsAreRefusedByName() {
    assertThat(refusal(() -> await(catalog.change(TEAM, domain -> domain))))
        .hasMessage("domain team does not exist")
        .extracting(CatalogException::kind)
        .isEqualTo(Kind.UNKNOWN_DOMAIN);
    assertThat(refusalKind(() -> await(catalog.createRepository(id("app"), "", names()))))
        .isEqualTo(Kind.UNKNOWN_DOMAIN);
    assertThat(refusalKind(() -> await(catalog.deleteDomain(TEAM)))).isEqualTo(Kind.UNKNOWN_DOMAIN);
  }

  @Test
  void whatExistsIsNotCreatedAgain() {
    await(catalog.createDomain(TEAM));
    await(catalog.createRepository(id("app"), "first", names()));

    assertThat(refusalKind(() -> await(catalog.createDomain(TEAM)))).isEqualTo(Kind.ALREADY_EXISTS);
    assertThat(refusalKind(() -> await(catalog.createRepository(id("app"), "second", names()))))
        .isEqualTo(Kind.ALREADY_EXISTS);
    assertThat(catalog.snapshot().repository(id("app")).orElseThrow().description())
        .isEqualTo("first");
  }

  @Test
  void onlyAnEmptyDomainIsDeleted() {
    var catalog = catalogOf(ledger, "app");

    assertThat(refusalKind(() -> await(catalog.deleteDomain(TEAM))))
        .isEqualTo(Kind.DOMAIN_NOT_EMPTY);

    await(catalog.deleteRepository(id("app")));
    await(catalog.change(TEAM, domain -> domain.purged(List.of(name("app")))));
    await(catalog.deleteDomain(TEAM));
    assertThat(catalog.snapshot().domains()).isEmpty();
    assertThat(ledger.size()).isZero();
    assertThat(open(ledger).snapshot().domains()).isEmpty();
  }

  @Test
  void aDomainIsNotDeletedWhilePackagesOfItsRepositoriesAre() {
    var catalog = catalogOf(ledger, "app");
    await(catalog.deleteRepository(id("app")));

    assertThat(refusalKind(() -> await(catalog.deleteDomain(TEAM)))).isEqualTo(Kind.BEING_DELETED);
    assertThat(refusalKind(() -> await(catalog.createRepository(id("app"), "", names()))))
        .isEqualTo(Kind.BEING_DELETED);
    assertThat(open(ledger).snapshot().domain(TEAM).orElseThrow().purging())
        .containsExactly(name("app"));

    await(catalog.change(TEAM, domain -> domain.purged(List.of(name("app")))));
    await(catalog.createRepository(id("app"), "", names()));
    assertThat(catalog.snapshot().repository(id("app"))).isPresent();
  }

  @Test
  void aDeletionAnswersWhatWasDeleted() {
    var catalog = catalogOf(ledger, "app -> base", "base");
    await(catalog.change(TEAM, domain -> domain.tag(name("app"), Map.of("k", "v"))));
    var app = catalog.snapshot().repository(id("app")).orElseThrow();

    assertThat(await(catalog.deleteRepository(id("app")))).isEqualTo(app);
    assertThat(refusalKind(() -> await(catalog.deleteRepository(id("app")))))
        .isEqualTo(Kind.UNKNOWN_REPOSITORY);

    await(catalog.createDomain(new DomainName("other"), "a-key", Map.of("a", "b")));
    var deleted = await(catalog.deleteDomain(new DomainName("other")));
    assertThat(deleted.encryptionKey()).contains("a-key");
    assertThat(deleted.tags()).containsExactly(Map.entry("a", "b"));
  }

  @Test
  void aChangeAnswersWhatItChanged() {
    var catalog = catalogOf(ledger, "app");
    var policy = new ResourcePolicy("{}", "r1");
    await(catalog.change(TEAM, domain -> domain.putPolicy(policy, null)));

    var change = await(catalog.change(TEAM, domain -> domain.deletePolicy("r1")));

    assertThat(change.before().policy()).contains(policy);
    assertThat(change.after().policy()).isEmpty();
    assertThat(change.snapshot()).isSameAs(catalog.snapshot());
  }

  @Test
  void whatIsCreatedMayHaveTagsAtOnce() {
    await(catalog.createDomain(TEAM, null, Map.of("team", "web")));
    await(catalog.createRepository(id("app"), "", names(), Map.of("b", "2", "a", "")));

    var team = open(ledger).snapshot().domain(TEAM).orElseThrow();
    assertThat(team.tags()).containsExactly(Map.entry("team", "web"));
    assertThat(team.encryptionKey()).isEmpty();
    assertThat(team.repository(name("app")).orElseThrow().tags())
        .containsExactly(Map.entry("a", ""), Map.entry("b", "2"));
  }

  @Test
  void repositoriesOfOneNameInTwoDomainsAreStrangers() {
    var other = new DomainName("other");
    await(catalog.createDomain(TEAM));
    await(catalog.createDomain(other));
    await(catalog.createRepository(id("app"), "", names()));

    assertThat(catalog.snapshot().repository(new RepositoryId(other, name("app")))).isEmpty();
    assertThat(
            refusalKind(
                () ->
                    await(
                        catalog.createRepository(
                            new RepositoryId(other, name("mine")), "", names("app")))))
        .isEqualTo(Kind.UNKNOWN_UPSTREAM);
  }

  @Test
  void aChangeCannotRenameADomain() {
    await(catalog.createDomain(TEAM));

    assertThatThrownBy(
            () ->
                await(catalog.change(TEAM, domain -> Domain.create(new DomainName("other"), NOW))))
        .hasMessageContaining("domain: other (expected: team)");
  }

  @Test
  void aRestartKeepsEverything() {
    var finest = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00.123456789Z"));
    var first = await(Catalog.open(ledger, FakeRecordStore.TABLE, QuotaSettings.DEFAULTS, finest));
    await(first.createDomain(TEAM));
    await(first.createDomain(new DomainName("empty")));
    await(first.createRepository(id("npm-store"), "the world", names()));
    await(first.createRepository(id("dev"), "", names("npm-store")));
    await(first.change(TEAM, domain -> domain.associate(name("npm-store"), Fixtures.NPMJS)));

    var second = open(ledger).snapshot();

    assertThat(second.domains()).containsExactlyElementsOf(first.snapshot().domains());
    assertThat(second.searchOrder(id("dev"))).isEqualTo(first.snapshot().searchOrder(id("dev")));
    assertThat(second.domains()).hasSize(2);
  }

  @Test
  void aThousandRepositoriesInAHundredDomainsAreReadBack() {
    for (int d = 100; d < 200; d++) {
      var domain = new DomainName("domain-" + d);
      await(catalog.createDomain(domain));
      for (int r = 10; r < 20; r++) {
        var upstreams = r == 10 ? names() : names("r" + (r - 1));
        await(catalog.createRepository(RepositoryId.of("domain-" + d, "r" + r), "", upstreams));
      }
    }
    await(catalog.createDomain(new DomainName("zz-last")));

    var again = open(ledger).snapshot();

    assertThat(again.domains()).hasSize(101);
    assertThat(again.searchOrder(RepositoryId.of("domain-199", "r19")).orElseThrow().repositories())
        .hasSize(10);
  }

  @Test
  void moreDomainsThanFitOnePageOfAScanAreReadBack() {
    for (int d = 100; d < 600; d++) {
      await(catalog.createDomain(new DomainName("domain-" + d)));
    }

    assertThat(open(ledger).snapshot().domains())
        .hasSize(500)
        .containsExactlyElementsOf(catalog.snapshot().domains());
  }

  @Test
  void aLedgerThatCannotBeReadDoesNotOpen() {
    ledger.set("team", "{\"v\":1,");

    assertThatThrownBy(
            () -> await(Catalog.open(ledger, FakeRecordStore.TABLE, QuotaSettings.DEFAULTS, CLOCK)))
        .hasCauseInstanceOf(StoreFormatException.class)
        .hasMessageContaining("domain record team");
  }

  @Test
  void snapshotsListDomainsByName() {
    for (var name : List.of("zebra", "ape", "mouse")) {
      await(catalog.createDomain(new DomainName(name)));
    }

    assertThat(catalog.snapshot().domains())
        .extracting(domain -> domain.name().value())
        .containsExactly("ape", "mouse", "zebra");
    assertThat(catalog.snapshot().domains()).doesNotContain(team("app"));
  }
}
