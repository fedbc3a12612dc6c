package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.cache.CacheTables;
import dev.weir.cache.Stages;
import dev.weir.resolve.LedgerTables;
import dev.weir.storage.Key;
import dev.weir.storage.rocksdb.RocksSettings;
import dev.weir.storage.rocksdb.RocksStores;
import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A repository over two branches, one of three: {@code app → [team, mirror]}, {@code team →
 * corp-store (corp)}, {@code mirror → npm-store (public:npmjs)}.
 */
@LeaksCheckedAfterAll
class ChainIT {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String APP = "chain/app";

  @Test
  void versionsMergeInSearchOrderAndTheFarthestTagWins() {
    try (var corp = FixtureRegistry.start();
        var origin = FixtureRegistry.start();
        var weir = chain(corp, origin)) {
      corp.add(FixturePackage.of("shared").versions("1.0.0", "1.5.0"));
      origin.add(FixturePackage.of("shared").versions("1.0.0", "2.0.0"));

      var document = packument(weir, "shared");

      assertThat(document.at("/versions").propertyNames())
          .containsExactlyInAnyOrder("1.0.0", "1.5.0", "2.0.0");
      assertThat(document.at("/dist-tags/latest").asString()).isEqualTo("2.0.0");
      assertThat(document.at("/time").propertyNames()).contains("1.5.0", "2.0.0");
      assertThat(weir.getUrl(weir.registry(APP) + "shared/-/shared-1.5.0.tgz").statusCode())
          .isEqualTo(200);
      assertThat(corp.requests("/shared/-/shared-1.5.0.tgz")).isEqualTo(1);
    }
  }

  @Test
  void theFirstThatHasAVersionAnswersForItsTarball() {
    try (var corp = FixtureRegistry.start();
        var origin = FixtureRegistry.start();
        var weir = chain(corp, origin)) {
      corp.add(FixturePackage.of("shared").versions("1.0.0"));
      origin.add(FixturePackage.of("shared").versions("1.0.0"));
      packument(weir, "shared");

      weir.getUrl(weir.registry(APP) + "shared/-/shared-1.0.0.tgz");

      assertThat(corp.tarballRequests()).isEqualTo(1);
      assertThat(origin.tarballRequests()).isZero();
    }
  }

  @Test
  void oneUnreachableSourceIsNeverLeftOutSilently() {
    try (var corp = FixtureRegistry.start();
        var origin = FixtureRegistry.start();
        var weir = chain(corp, origin)) {
      origin.add(FixturePackage.of("shared").versions("1.0.0"));
      corp.stop();

      var reply = weir.getUrl(weir.registry(APP) + "shared");

      assertThat(reply.statusCode()).isEqualTo(502);
      assertThat(reply.body()).contains("corp");
    }
  }

  @Test
  void aFetchedVersionIsRetainedInTheRepositoryAddressedAndInTheHolderOnly() {
    var clock = new ManualClock();
    try (var corp = FixtureRegistry.start();
        var origin = FixtureRegistry.start();
        var weir = chain(clock, corp, origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0", "1.1.0"));
      weir.getUrl(weir.registry(APP) + "pkg/-/pkg-1.0.0.tgz");
      origin.unpublish("pkg");
      clock.advance(Duration.ofDays(1));

      await()
          .untilAsserted(
              () -> {
                clock.advance(Duration.ofMinutes(2));
                assertThat(versions(weir, APP)).containsExactly("1.0.0");
              });
      assertThat(versions(weir, "chain/npm-store")).containsExactly("1.0.0");
      // What lies between sees it through its upstream, and keeps none of its own.
      assertThat(versions(weir, "chain/mirror")).containsExactly("1.0.0");
      assertThat(retained(weir, "mirror")).isZero();
      assertThat(retained(weir, "app")).isEqualTo(1);
      assertThat(retained(weir, "npm-store")).isEqualTo(1);
      weir.restart();
      assertThat(weir.getUrl(weir.registry("chain/team") + "pkg").statusCode()).isEqualTo(404);
      assertThat(weir.getUrl(weir.registry(APP) + "pkg/-/pkg-1.0.0.tgz").statusCode())
          .isEqualTo(200);
      assertThat(weir.getUrl(weir.registry(APP) + "pkg/-/pkg-1.1.0.tgz").statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void twoDomainsShareOneOriginRequestAndEachRetains() {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir =
            WeirUnderTest.of(
                clock,
                origin,
                "bootstrap.domains.other.repositories.dev.external-connection=public:npmjs")) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      var tarball = "pkg/-/pkg-1.0.0.tgz";

      assertThat(weir.getUrl(weir.registry("local/dev") + tarball).statusCode()).isEqualTo(200);
      assertThat(weir.getUrl(weir.registry("other/dev") + tarball).statusCode()).isEqualTo(200);

      assertThat(origin.requests("/" + tarball)).isEqualTo(1);
      origin.unpublish("pkg");
      await()
          .untilAsserted(
              () -> {
                clock.advance(Duration.ofDays(1));
                assertThat(versions(weir, "local/dev")).containsExactly("1.0.0");
                assertThat(versions(weir, "other/dev")).containsExactly("1.0.0");
              });
    }
  }

  /** How many versions of it a repository of the chain has in the ledger. */
  private static int retained(WeirUnderTest weir, String repository) {
    weir.stop();
    var stores =
        RocksStores.open(weir.data(), RocksSettings.DEFAULT, LedgerTables.ALL, CacheTables.ALL);
    try {
      var prefix = Key.of("chain", repository, "pkg");
      return Stages.await(
              stores.ledger().records().scan(LedgerTables.VERSIONS, prefix, Optional.empty(), 10))
          .entries()
          .size();
    } finally {
      Stages.await(stores.closeAsync());
    }
  }

  private static List<String> versions(WeirUnderTest weir, String repository) {
    var reply = weir.getUrl(weir.registry(repository) + "pkg");
    return reply.statusCode() == 200
        ? List.copyOf(JSON.readTree(reply.body()).at("/versions").propertyNames())
        : List.of();
  }

  private static JsonNode packument(WeirUnderTest weir, String name) {
    var reply = weir.getUrl(weir.registry(APP) + name);
    assertThat(reply.statusCode()).isEqualTo(200);
    return JSON.readTree(reply.body());
  }

  private static WeirUnderTest chain(FixtureRegistry corp, FixtureRegistry origin) {
    return chain(InstantSource.system(), corp, origin);
  }

  private static WeirUnderTest chain(
      InstantSource clock, FixtureRegistry corp, FixtureRegistry origin) {
    var repositories = "bootstrap.domains.chain.repositories.";
    return WeirUnderTest.with(
        clock,
        new ArrayList<>(
            List.of(
                "external-connections.\"public:npmjs\".url=" + origin.url(),
                "external-connections.corp.url=" + corp.url(),
                repositories + "app.upstreams=team,mirror",
                repositories + "team.upstreams=corp-store",
                repositories + "mirror.upstreams=npm-store",
                repositories + "corp-store.external-connection=corp",
                repositories + "npm-store.external-connection=public:npmjs")));
  }
}
