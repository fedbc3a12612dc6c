package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.Mentions;
import dev.weir.testing.clients.Client;
import dev.weir.testing.clients.ClientProject;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.documents.PublishedVersion;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.codeartifact.model.AllowPublish;
import software.amazon.awssdk.services.codeartifact.model.AllowUpstream;
import software.amazon.awssdk.services.codeartifact.model.UpstreamRepository;

/**
 * Dependency confusion: {@code corpkit} and {@code @corp/tool} are private, in 1.0.0, and somebody
 * has published both to the public registry, in 99.0.0 and in another 1.0.0.
 */
final class Attack implements AutoCloseable {
  /** Yarn 4 would take {@code corptool} for the same package as {@code @corp/tool}. */
  static final String PLAIN = "corpkit";

  static final String SCOPED = "@corp/tool";
  static final Set<String> OURS = Set.of(PLAIN + "@1.0.0", SCOPED + "@1.0.0");

  private final FixtureRegistry origin;
  private final WeirUnderTest weir;
  private final Mentions mentions;

  private Attack(String... settings) {
    origin =
        FixtureRegistry.start()
            .add(FixturePackage.of(PLAIN).versions("1.0.0", "99.0.0"))
            .add(FixturePackage.of(SCOPED).versions("1.0.0", "99.0.0"))
            .add(FixturePackage.of("leaf").versions("0.2.0"));
    weir = WeirUnderTest.of(origin, settings);
    mentions = origin.mentions(PLAIN, SCOPED);
  }

  /** The private packages are not published yet. */
  static Attack beforePublishing(String... settings) {
    return new Attack(settings);
  }

  /** The private packages are published. */
  static Attack afterPublishing() {
    var attack = new Attack();
    attack.publish(PLAIN);
    attack.publish(SCOPED);
    return attack;
  }

  private void publish(String name) {
    publish("local/dev", name);
  }

  /** Ours, to a repository. */
  void publish(String repository, String name) {
    var request =
        HttpRequest.newBuilder(URI.create(weir.registry(repository) + Publishing.path(name)))
            .PUT(HttpRequest.BodyPublishers.ofString(PublishedVersion.of(name, "1.0.0").json()));
    var answer = weir.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  /** Repositories {@code app} and, upstream of it, {@code own} before the proxying one. */
  void addChain() {
    try (var sdk = Sdk.of(weir)) {
      sdk.createRepository(r -> r.domain("local").repository("own"));
      sdk.createRepository(
          r ->
              r.domain("local")
                  .repository("app")
                  .upstreams(upstream("own"), upstream("npm-store")));
    }
  }

  private static UpstreamRepository upstream(String name) {
    return UpstreamRepository.builder().repositoryName(name).build();
  }

  /** Has an operator open a package without a scope to upstreams. */
  void open(String repository, String name) {
    try (var sdk = Sdk.of(weir)) {
      sdk.putPackageOriginConfiguration(
          r ->
              r.domain("local")
                  .repository(repository)
                  .format("npm")
                  .packageValue(name)
                  .restrictions(c -> c.publish(AllowPublish.BLOCK).upstream(AllowUpstream.ALLOW)));
    }
  }

  FixtureRegistry origin() {
    return origin;
  }

  WeirUnderTest weir() {
    return weir;
  }

  /** A project of a client that does not wait before it takes a new version. */
  ClientProject project(Client client) {
    return project(client, weir.registry());
  }

  /** A project whose registry is another one. */
  ClientProject project(Client client, String registry) {
    return client.project(registry).configure(ClientFixtures.atOnce(client));
  }

  /** Both private names in the same range. */
  static Map<String, String> both(String range) {
    return Map.of(PLAIN, range, SCOPED, range);
  }

  void assertOriginHasHeardNothing() {
    assertThat(mentions.found()).isEmpty();
  }

  /** What came to the origin before counts no more. */
  Mentions mentionsFromNowOn() {
    return origin.mentions(PLAIN, SCOPED);
  }

  @Override
  public void close() {
    weir.close();
    origin.close();
  }
}
