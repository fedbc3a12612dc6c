package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A change of the catalog is there for the next request, whatever is hot; and what it does not
 * concern stays hot. The chain is the shipped one: {@code dev → npm-store (public:npmjs)}.
 */
@LeaksCheckedAfterAll
class CatalogChangeIT {
  private static final String TARBALL = "pkg/-/pkg-1.0.0.tgz";
  private static final String DEV = "v1/repository?domain=local&repository=dev";

  private final HttpClient http = HttpClient.newHttpClient();
  private final FixtureRegistry origin = FixtureRegistry.start();
  private final WeirUnderTest weir = WeirUnderTest.of(origin);

  @AfterEach
  void stop() {
    weir.close();
    origin.close();
  }

  @Test
  void withoutItsUpstreamARepositoryHasWhatItRetainedAtOnce() throws Exception {
    hot();
    assertThat(weir.get("pkg").body()).contains("1.1.0");

    assertThat(control("PUT", DEV, "{\"upstreams\":[]}")).isEqualTo(200);

    assertThat(weir.get("pkg").body()).contains("1.0.0").doesNotContain("1.1.0");
    assertThat(weir.get("pkg/-/pkg-1.1.0.tgz").statusCode()).isEqualTo(404);

    assertThat(control("PUT", DEV, "{\"upstreams\":[{\"repositoryName\":\"npm-store\"}]}"))
        .isEqualTo(200);
    assertThat(weir.get("pkg").body()).contains("1.1.0");
  }

  @Test
  void changesElsewhereLeaveWhatIsHot() throws Exception {
    hot();
    long before = hits();

    assertThat(control("POST", "v1/domain?domain=other", "{}")).isEqualTo(200);
    for (int i = 0; i < 5; i++) {
      var repository = "v1/repository?domain=other&repository=r" + i;
      assertThat(control("POST", repository, "{}")).isEqualTo(200);
      assertThat(weir.get("pkg").statusCode()).isEqualTo(200);
    }
    var neighbour = "v1/repository?domain=local&repository=neighbour";
    assertThat(control("POST", neighbour, "{}")).isEqualTo(200);
    assertThat(control("PUT", DEV, "{\"description\":\"new words\"}")).isEqualTo(200);
    assertThat(weir.get("pkg").statusCode()).isEqualTo(200);

    assertThat(hits()).isEqualTo(before + 6);
  }

  /** Once with the tarball, so that it is retained, and then until the packument is hot. */
  private void hot() {
    origin.add(FixturePackage.of("pkg").versions("1.0.0", "1.1.0"));
    assertThat(weir.get("pkg").statusCode()).isEqualTo(200);
    assertThat(weir.get(TARBALL).statusCode()).isEqualTo(200);
    assertThat(weir.get(TARBALL).statusCode()).isEqualTo(200);
    assertThat(weir.get("pkg").statusCode()).isEqualTo(200);
    assertThat(weir.get("pkg").statusCode()).isEqualTo(200);
  }

  /**
   * Lookups that found something: one for a packument that is hot, and more for one that must be
   * resolved again and turns out to have the same bytes.
   */
  private long hits() {
    return weir.getUrl(weir.url() + "metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("weir_hot_hits_total "))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  private int control(String method, String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(weir.url() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("content-type", "application/json")
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }
}
