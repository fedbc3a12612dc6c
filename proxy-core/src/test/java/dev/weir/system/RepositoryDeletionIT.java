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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * A repository that is deleted takes its packages with it and leaves those of others, whatever is
 * hot at that moment. The chain is the shipped one: {@code dev → npm-store (public:npmjs)}.
 */
@LeaksCheckedAfterAll
class RepositoryDeletionIT {
  private static final String TARBALL = "pkg/-/pkg-1.0.0.tgz";

  private final HttpClient http = HttpClient.newHttpClient();
  private final FixtureRegistry origin = FixtureRegistry.start();
  private final WeirUnderTest weir = WeirUnderTest.of(origin);

  @AfterEach
  void stop() {
    weir.close();
    origin.close();
  }

  @Test
  void whatTheSourceRetainedGoesWithItAndWhatIsRetainedDownstreamStays() throws Exception {
    retained();
    origin.stop();

    assertThat(control("DELETE", "repository=npm-store", "")).isEqualTo(200);

    assertThat(weir.getUrl(weir.registry("local/npm-store") + "pkg").statusCode()).isEqualTo(404);
    assertThat(weir.getUrl(weir.registry("local/npm-store") + TARBALL).statusCode()).isEqualTo(404);
    assertThat(versions()).containsExactly("1.0.0");
    assertThat(weir.get(TARBALL).statusCode()).isEqualTo(200);

    weir.restart();
    assertThat(versions()).containsExactly("1.0.0");
    assertThat(weir.get(TARBALL).statusCode()).isEqualTo(200);
    assertThat(records("npm-store")).isZero();
    assertThat(records("dev")).isEqualTo(3);
  }

  @Test
  void aNewRepositoryOfTheNameIsEmptyWhateverWasHot() throws Exception {
    retained();
    // Both are hot now.
    assertThat(weir.get("pkg").statusCode()).isEqualTo(200);
    assertThat(weir.get(TARBALL).statusCode()).isEqualTo(200);

    assertThat(control("DELETE", "repository=dev", "")).isEqualTo(200);
    assertThat(weir.get("pkg").statusCode()).isEqualTo(404);
    assertThat(control("POST", "repository=dev", "{}")).isEqualTo(200);

    assertThat(weir.get("pkg").statusCode()).isEqualTo(404);
    assertThat(weir.get(TARBALL).statusCode()).isEqualTo(404);
    assertThat(records("dev")).isZero();
  }

  @Test
  void aDomainCanGoRightAfterItsRepositories() throws Exception {
    retained();

    assertThat(control("DELETE", "repository=dev", "")).isEqualTo(200);
    assertThat(control("DELETE", "repository=npm-store", "")).isEqualTo(200);

    var delete =
        HttpRequest.newBuilder(URI.create(weir.url() + "v1/domain?domain=local"))
            .method("DELETE", HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(http.send(delete, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    assertThat(records("dev") + records("npm-store")).isZero();
  }

  /** A version in both repositories, each with the package, the version and its manifest. */
  private void retained() {
    origin.add(FixturePackage.of("pkg").versions("1.0.0", "1.1.0"));
    assertThat(weir.get("pkg").statusCode()).isEqualTo(200);
    assertThat(weir.get(TARBALL).statusCode()).isEqualTo(200);
    await().untilAsserted(() -> assertThat(records("npm-store") + records("dev")).isEqualTo(6));
  }

  private Iterable<String> versions() {
    var reply = weir.get("pkg");
    assertThat(reply.statusCode()).isEqualTo(200);
    return JsonMapper.shared().readTree(reply.body()).at("/versions").propertyNames();
  }

  private int control(String method, String query, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(weir.url() + "v1/repository?domain=local&" + query))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("content-type", "application/json")
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  /** How many records of a repository's packages are in the ledger; the daemon is restarted. */
  private int records(String repository) {
    weir.stop();
    var stores =
        RocksStores.open(weir.data(), RocksSettings.DEFAULT, LedgerTables.ALL, CacheTables.ALL);
    try {
      var prefix = Key.of("local", repository);
      return LedgerTables.ALL.stream()
          .mapToInt(
              table ->
                  Stages.await(
                          stores.ledger().records().scan(table, prefix, Optional.empty(), 1000))
                      .entries()
                      .size())
          .sum();
    } finally {
      Stages.await(stores.closeAsync());
      weir.restart();
    }
  }
}
