package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.codeartifact.CodeartifactClient;
import software.amazon.awssdk.services.codeartifact.model.UpstreamRepository;

/** 250 domains, 100 of them with ten repositories each, listed page by page and served from. */
@LeaksCheckedAfterAll
@TestMethodOrder(OrderAnnotation.class)
class ManyRepositoriesIT {
  private static final int DOMAINS = 250;
  private static final int FILLED = 100;
  private static final int REPOSITORIES = 10;
  private static final String TARBALL = "hot/-/hot-1.0.0.tgz";

  private static FixtureRegistry origin;
  private static WeirUnderTest weir;
  private static ExecutorService threads;

  @BeforeAll
  static void start() {
    origin = FixtureRegistry.start().add(FixturePackage.of("hot").versions("1.0.0"));
    weir = WeirUnderTest.of(origin);
    threads = Executors.newFixedThreadPool(8);
    try (var client = JavaSdk.APACHE.client(weir.url())) {
      var made =
          IntStream.range(0, DOMAINS)
              .mapToObj(i -> CompletableFuture.runAsync(() -> make(client, i), threads))
              .toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(made).join();
    }
  }

  @AfterAll
  static void stop() {
    threads.shutdown();
    weir.close();
    origin.close();
  }

  /** In a domain that is filled, one repository has the connection and the others stand on it. */
  private static void make(CodeartifactClient client, int i) {
    var domain = domain(i);
    client.createDomain(r -> r.domain(domain));
    if (i >= FILLED) {
      return;
    }
    client.createRepository(r -> r.domain(domain).repository("repo-0"));
    var base = UpstreamRepository.builder().repositoryName("repo-0").build();
    client.associateExternalConnection(
        r -> r.domain(domain).repository("repo-0").externalConnection("public:npmjs"));
    for (int n = 1; n < REPOSITORIES; n++) {
      var repository = "repo-" + n;
      client.createRepository(
          r -> r.domain(domain).repository(repository).upstreams(List.of(base)));
    }
  }

  @ParameterizedTest
  @EnumSource
  @Order(1)
  void everyDomainIsListedOnce(JavaSdk sdk) {
    var expected = IntStream.range(0, DOMAINS).mapToObj(ManyRepositoriesIT::domain).toList();
    try (var client = sdk.client(weir.url())) {
      for (int size : List.of(1000, 249, 7)) {
        var names =
            client.listDomainsPaginator(r -> r.maxResults(size)).domains().stream()
                .map(found -> found.name())
                .filter(name -> !name.equals("local"))
                .toList();

        assertThat(names).as("pages of %d", size).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @Order(1)
  void everyRepositoryIsListedOnce(JavaSdk sdk) {
    var expected = new ArrayList<String>();
    for (int i = 0; i < FILLED; i++) {
      for (int n = 0; n < REPOSITORIES; n++) {
        expected.add(domain(i) + "/repo-" + n);
      }
    }
    try (var client = sdk.client(weir.url())) {
      for (int size : List.of(1000, 31)) {
        var names =
            client
                .listRepositoriesPaginator(r -> r.maxResults(size).repositoryPrefix("repo-"))
                .repositories()
                .stream()
                .map(found -> found.domainName() + "/" + found.name())
                .toList();

        assertThat(names).as("pages of %d", size).isEqualTo(expected);
      }
      assertThat(client.listRepositories(r -> r.repositoryPrefix("repo-")).repositories())
          .as("a page of the default size")
          .hasSize(50);
      assertThat(
              client
                  .listRepositoriesInDomainPaginator(r -> r.domain(domain(42)).maxResults(3))
                  .repositories())
          .extracting(found -> found.name())
          .isEqualTo(IntStream.range(0, REPOSITORIES).mapToObj("repo-%d"::formatted).toList());
    }
  }

  @Test
  @Order(2)
  void whatStandsStillIsListedOnceWhileTheRestComesAndGoes() {
    var still = new ArrayList<String>();
    try (var client = JavaSdk.URL_CONNECTION.client(weir.url())) {
      int page = 0;
      for (var answer :
          client.listRepositoriesInDomainPaginator(r -> r.domain(domain(7)).maxResults(2))) {
        answer.repositories().forEach(found -> still.add(found.name()));
        var passing = "passing-" + page;
        var early = "a-" + page;
        client.createRepository(r -> r.domain(domain(7)).repository(passing));
        client.createRepository(r -> r.domain(domain(7)).repository(early));
        if (page > 0) {
          var gone = "passing-" + (page - 1);
          client.deleteRepository(r -> r.domain(domain(7)).repository(gone));
        }
        page++;
      }
    }

    assertThat(still).doesNotHaveDuplicates().isSorted();
    assertThat(still.stream().filter(name -> name.startsWith("repo-")))
        .containsExactlyElementsOf(
            IntStream.range(0, REPOSITORIES).mapToObj("repo-%d"::formatted).toList());
  }

  @Test
  @Order(2)
  void aTarballIsServedByAllOfThemForOneRequestToTheOrigin() {
    int length = origin.tarball("hot", "1.0.0").bytes().length;
    var replies =
        IntStream.range(0, FILLED * REPOSITORIES)
            .mapToObj(i -> domain(i / REPOSITORIES) + "/repo-" + i % REPOSITORIES)
            .map(
                repository ->
                    CompletableFuture.supplyAsync(
                        () -> weir.getUrl(weir.registry(repository) + TARBALL), threads))
            .toList();

    for (var reply : replies) {
      assertThat(reply.join().statusCode()).isEqualTo(200);
      assertThat(reply.join().headers().firstValue("content-length")).contains("" + length);
    }
    assertThat(origin.tarballRequests()).isEqualTo(1);
  }

  private static String domain(int i) {
    return "many-%03d".formatted(i);
  }
}
