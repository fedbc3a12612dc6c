package dev.weir.catalog;

import static dev.weir.catalog.Fixtures.CLOCK;
import static dev.weir.catalog.Fixtures.TEAM;
import static dev.weir.catalog.Fixtures.await;
import static dev.weir.catalog.Fixtures.catalogOf;
import static dev.weir.catalog.Fixtures.id;
import static dev.weir.catalog.Fixtures.name;
import static dev.weir.catalog.Fixtures.names;
import static dev.weir.catalog.Fixtures.refusal;
import static dev.weir.catalog.Fixtures.refusalKind;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.catalog.CatalogException.Kind;
import dev.weir.config.QuotaSettings;
import dev.weir.config.RateSettings;
import dev.weir.model.DomainName;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How much there may be, and that a lowered quota takes nothing away. */
final class QuotasTest {
  private static final QuotaSettings LOW = new QuotaSettings(2, 2, 1, 2, RateSettings.DEFAULTS);

  private final FakeRecordStore ledger = new FakeRecordStore();

  @Test
  void oneMoreDomainThanTheQuotaIsRefused() {
    var catalog = low();
    await(catalog.createDomain(TEAM));
    await(catalog.createDomain(new DomainName("other")));

    var refusal = refusal(() -> await(catalog.createDomain(new DomainName("third"))));

    assertThat(refusal.kind()).isEqualTo(Kind.TOO_MANY_DOMAINS);
    assertThat(refusal).hasMessage("domains: 3 (expected: <= 2)");
    assertThat(refusalKind(() -> await(catalog.createDomain(TEAM)))).isEqualTo(Kind.ALREADY_EXISTS);

    await(catalog.deleteDomain(TEAM));
    await(catalog.createDomain(new DomainName("third")));
  }

  @Test
  void oneMoreRepositoryThanTheQuotaIsRefused() {
    var catalog = low();
    await(catalog.createDomain(TEAM));
    await(catalog.createRepository(id("r1"), "", names()));
    await(catalog.createRepository(id("r2"), "", names()));

    var refusal = refusal(() -> await(catalog.createRepository(id("r3"), "", names())));

    assertThat(refusal.kind()).isEqualTo(Kind.TOO_MANY_REPOSITORIES);
    assertThat(refusal).hasMessage("repositories of domain team: 3 (expected: <= 2)");
    assertThat(refusal.resource()).isEqualTo("team");
  }

  @Test
  void whatIsBeyondALoweredQuotaStaysAndMayChange() {
    catalogOf(ledger, "r1 -> r2 r3 r4", "r2 -> r3", "r3 -> r4", "r4");
    var catalog = low();

    await(catalog.change(TEAM, domain -> domain.describe(name("r1"), "still here")));
    await(catalog.change(TEAM, domain -> domain.tag(name("r1"), Map.of("a", "b"))));
    await(catalog.change(TEAM, domain -> domain.updateUpstreams(name("r1"), names("r3", "r2"))));
    await(catalog.deleteRepository(id("r4")));

    assertThat(catalog.snapshot().repository(id("r1")).orElseThrow().upstreams())
        .isEqualTo(names("r3", "r2"));
  }

  @Test
  void whatIsBeyondALoweredQuotaMayNotGrow() {
    catalogOf(ledger, "r1 -> r2 r3", "r2 -> r3", "r3", "r4");
    var catalog = low();

    assertThat(refusalKind(() -> await(catalog.createRepository(id("r5"), "", names()))))
        .isEqualTo(Kind.TOO_MANY_REPOSITORIES);
    assertThat(
            refusalKind(
                () ->
                    await(
                        catalog.change(
                            TEAM,
                            domain ->
                                domain.updateUpstreams(name("r1"), names("r2", "r3", "r4"))))))
        .isEqualTo(Kind.TOO_MANY_UPSTREAMS);
    assertThat(
            refusalKind(
                () ->
                    await(
                        catalog.change(
                            TEAM, domain -> domain.updateUpstreams(name("r3"), names("r4"))))))
        .as("r1's search, at three already, would grow to four")
        .isEqualTo(Kind.SEARCH_TOO_LONG);
  }

  private Catalog low() {
    return await(Catalog.open(ledger, FakeRecordStore.TABLE, LOW, CLOCK));
  }
}
