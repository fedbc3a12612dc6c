package dev.weir.catalog;

import static dev.weir.catalog.Fixtures.MIRROR;
import static dev.weir.catalog.Fixtures.NOW;
import static dev.weir.catalog.Fixtures.NPMJS;
import static dev.weir.catalog.Fixtures.TEAM;
import static dev.weir.catalog.Fixtures.name;
import static dev.weir.catalog.Fixtures.names;
import static dev.weir.catalog.Fixtures.refusal;
import static dev.weir.catalog.Fixtures.refusalKind;
import static dev.weir.catalog.Fixtures.repository;
import static dev.weir.catalog.Fixtures.team;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.catalog.CatalogException.Kind;
import dev.weir.model.DomainName;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What changes a domain, one step at a time. */
final class DomainTest {
  @Test
  void aChangeLeavesTheDomainItWasMadeOf() {
    var before = team("app");

    var after = before.add(repository("base"));

    assertThat(before.repositories()).containsOnlyKeys(name("app"));
    assertThat(after.repositories()).containsOnlyKeys(name("app"), name("base"));
  }

  @Test
  void repositoriesCannotBeChangedBehindTheDomain() {
    assertThatThrownBy(() -> team("app").repositories().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aRepositoryOfItsNameExistsOnce() {
    var refusal = refusal(() -> team("app").add(repository("app")));

    assertThat(refusal.kind()).isEqualTo(Kind.ALREADY_EXISTS);
    assertThat(refusal.resource()).isEqualTo("team/app");
  }

  @Test
  void aRemovedRepositoryIsNobodysUpstreamAnyMore() {
    var domain = team("app -> base other", "base", "other").remove(name("base"));

    assertThat(domain.repositories()).containsOnlyKeys(name("app"), name("other"));
    assertThat(domain.repository(name("app")).orElseThrow().upstreams()).isEqualTo(names("other"));
  }

  @Test
  void upstreamsAreReplacedAsAWhole() {
    var domain =
        team("app -> base other", "base", "other").updateUpstreams(name("app"), names("other"));

    assertThat(domain.repository(name("app"))).contains(repository("app -> other"));
  }

  @Test
  void aDescriptionIsReplacedAlone() {
    var domain = team("app -> base", "base").describe(name("app"), "for tests");

    var app = domain.repository(name("app")).orElseThrow();
    assertThat(app.description()).isEqualTo("for tests");
    assertThat(app.upstreams()).isEqualTo(names("base"));
  }

  @Test
  void aDescriptionHasALimitInCharactersNotInUtf16Units() {
    var longest = "\uD83D\uDE00".repeat(1000);

    assertThatCode(() -> team("app").describe(name("app"), longest)).doesNotThrowAnyException();
    assertThatThrownBy(() -> team("app").describe(name("app"), longest + "!"))
        .hasMessage("description: 1001 characters (expected: <= 1000)");
  }

  @Test
  void aConnectionComesAndGoes() {
    var connected = team("store").associate(name("store"), NPMJS);
    assertThat(connected.repository(name("store"))).contains(repository("store => public:npmjs"));

    var disconnected = connected.disassociate(name("store"), NPMJS);
    assertThat(disconnected).isEqualTo(team("store"));
  }

  @Test
  void aSecondConnectionIsRefusedDifferentlyFromTheSameAgain() {
    var domain = team("store => public:npmjs");

    assertThat(refusalKind(() -> domain.associate(name("store"), NPMJS)))
        .isEqualTo(Kind.ALREADY_ASSOCIATED);
    assertThat(refusal(() -> domain.associate(name("store"), MIRROR)))
        .hasMessage("ExternalConnections for repositories are currently limited to 1")
        .extracting(CatalogException::kind)
        .isEqualTo(Kind.TOO_MANY_CONNECTIONS);
  }

  @Test
  void onlyTheConnectionThatIsThereCanGo() {
    assertThat(refusalKind(() -> team("store").disassociate(name("store"), NPMJS)))
        .isEqualTo(Kind.NOT_ASSOCIATED);
    assertThat(refusalKind(() -> team("store => mirror").disassociate(name("store"), NPMJS)))
        .isEqualTo(Kind.NOT_ASSOCIATED);
  }

  @Test
  void everyChangeOfAnUnknownRepositorySaysSo() {
    var domain = team();
    var app = name("app");

    assertThat(refusalKind(() -> domain.remove(app))).isEqualTo(Kind.UNKNOWN_REPOSITORY);
    assertThat(refusalKind(() -> domain.describe(app, ""))).isEqualTo(Kind.UNKNOWN_REPOSITORY);
    assertThat(refusalKind(() -> domain.updateUpstreams(app, names())))
        .isEqualTo(Kind.UNKNOWN_REPOSITORY);
    assertThat(refusalKind(() -> domain.associate(app, NPMJS))).isEqualTo(Kind.UNKNOWN_REPOSITORY);
    assertThat(refusal(() -> domain.disassociate(app, NPMJS)))
        .hasMessage("repository team/app does not exist")
        .extracting(CatalogException::resource)
        .isEqualTo("team/app");
  }

  @Test
  void aNameThatLooksLikeAnotherAccountsAddressIsReserved() {
    var refusal = refusal(() -> Domain.create(new DomainName("team-123456789012"), NOW));

    assertThat(refusal.kind()).isEqualTo(Kind.RESERVED_NAME);
    assertThatCode(() -> Domain.create(new DomainName("team-12345678901"), NOW))
        .doesNotThrowAnyException();
  }

  @Test
  void aRepositoryBelongsToItsOwnDomainOnly() {
    var repositories = new TreeMap<>(team("app").repositories());

    assertThatThrownBy(() -> new Domain(new DomainName("other"), NOW, repositories))
        .hasMessage("repository: team/app (expected: other/app)");
    assertThatCode(() -> new Domain(TEAM, NOW, repositories)).doesNotThrowAnyException();
  }
}
