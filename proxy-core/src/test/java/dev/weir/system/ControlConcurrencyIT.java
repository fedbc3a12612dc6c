package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codeartifact.CodeartifactClient;
import software.amazon.awssdk.services.codeartifact.model.ConflictException;
import software.amazon.awssdk.services.codeartifact.model.Tag;
import software.amazon.awssdk.services.codeartifact.model.UpstreamRepository;

/** Sixteen clients change one domain at once: no update is lost, and no two win the same race. */
@LeaksCheckedAfterAll
class ControlConcurrencyIT {
  private static final int CLIENTS = 16;
  private static final int ROUNDS = 10;
  private static final String DOMAIN = "shared";
  private static final String ARN = "arn:aws:codeartifact:us-east-1:000000000000:";
  private static final String POLICY =
      """
      {"Statement": [{"Sid": "%s", "Effect": "Allow", "Principal": "*",
        "Action": "codeartifact:ReadFromRepository", "Resource": "*"}]}""";

  private FixtureRegistry origin;
  private WeirUnderTest weir;
  private ExecutorService threads;
  private CodeartifactClient client;

  @BeforeEach
  void start() {
    origin = FixtureRegistry.start();
    weir = WeirUnderTest.of(origin);
    threads = Executors.newFixedThreadPool(CLIENTS);
    client = JavaSdk.APACHE.client(weir.url());
    client.createDomain(r -> r.domain(DOMAIN));
    client.createRepository(r -> r.domain(DOMAIN).repository("base"));
    for (int i = 0; i < CLIENTS; i++) {
      var name = "repo-" + i;
      client.createRepository(r -> r.domain(DOMAIN).repository(name));
    }
  }

  @AfterEach
  void stop() {
    threads.shutdown();
    client.close();
    weir.close();
    origin.close();
  }

  @Test
  void everyTagUpstreamAndPolicyIsThereAtTheEnd() {
    var domain = ARN + "domain/" + DOMAIN;
    together(
        i -> {
          var repository = "repo-" + i;
          for (int round = 0; round < ROUNDS; round++) {
            var key = "tag-" + i + "-" + round;
            client.tagResource(r -> r.resourceArn(domain).tags(tag(key, repository)));
            client.updateRepository(
                r -> r.domain(DOMAIN).repository(repository).upstreams(upstream("base")));
            var policy = POLICY.formatted(key.replace("-", ""));
            client.putRepositoryPermissionsPolicy(
                r -> r.domain(DOMAIN).repository(repository).policyDocument(policy));
            client.updateRepository(r -> r.domain(DOMAIN).repository(repository).description(key));
          }
        });

    assertThat(client.listTagsForResource(r -> r.resourceArn(domain)).tags())
        .hasSize(CLIENTS * ROUNDS);
    for (int i = 0; i < CLIENTS; i++) {
      var repository = "repo-" + i;
      var last = "tag-" + i + "-" + (ROUNDS - 1);
      var described =
          client.describeRepository(r -> r.domain(DOMAIN).repository(repository)).repository();
      assertThat(described.description()).isEqualTo(last);
      assertThat(described.upstreams()).hasSize(1);
      assertThat(
              client
                  .getRepositoryPermissionsPolicy(r -> r.domain(DOMAIN).repository(repository))
                  .policy()
                  .document())
          .isEqualTo(POLICY.formatted(last.replace("-", "")));
    }
    weir.restart("port=" + URI.create(weir.url()).getPort());
    try (var afresh = JavaSdk.APACHE.client(weir.url())) {
      assertThat(afresh.listTagsForResource(r -> r.resourceArn(domain)).tags())
          .as("after a restart")
          .hasSize(CLIENTS * ROUNDS);
    }
  }

  @Test
  void ofAllWhoReplaceOneRevisionExactlyOneSucceeds() {
    client.createDomain(r -> r.domain("raced"));
    var revision =
        client
            .putDomainPermissionsPolicy(
                r -> r.domain("raced").policyDocument(POLICY.formatted("first")))
            .policy()
            .revision();
    var won = new AtomicInteger();
    var lost = new AtomicInteger();

    together(
        i -> {
          try {
            client.putDomainPermissionsPolicy(
                r ->
                    r.domain("raced")
                        .policyRevision(revision)
                        .policyDocument(POLICY.formatted("client" + i)));
            won.incrementAndGet();
          } catch (ConflictException late) {
            lost.incrementAndGet();
          }
        });

    assertThat(won).hasValue(1);
    assertThat(lost).hasValue(CLIENTS - 1);
  }

  @Test
  void ofAllWhoCreateOneNameExactlyOneSucceeds() {
    var won = new AtomicInteger();
    var lost = new AtomicInteger();

    together(
        i -> {
          try {
            client.createDomain(r -> r.domain("wanted"));
            won.incrementAndGet();
          } catch (ConflictException late) {
            lost.incrementAndGet();
          }
        });

    assertThat(won).hasValue(1);
    assertThat(lost).hasValue(CLIENTS - 1);
  }

  private void together(IntConsumer one) {
    var all =
        IntStream.range(0, CLIENTS)
            .mapToObj(i -> CompletableFuture.runAsync(() -> one.accept(i), threads))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(all).join();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static UpstreamRepository upstream(String name) {
    return UpstreamRepository.builder().repositoryName(name).build();
  }
}
