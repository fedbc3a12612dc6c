package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.model.Integrity;
import dev.weir.storage.Digest;
import dev.weir.storage.DigestAlgorithm;
import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two registries have the same version in other content: a packument's integrity is always that of
 * the tarball that is served.
 */
@LeaksCheckedAfterAll
class SameContentIT {
  private final ManualClock clock = new ManualClock();
  private FixtureRegistry corp;
  private FixtureRegistry origin;
  private WeirUnderTest weir;

  @BeforeEach
  void start() {
    corp = FixtureRegistry.start();
    origin = FixtureRegistry.start();
    weir = TwoRegistries.start(clock, corp, origin);
  }

  @AfterEach
  void stop() {
    weir.close();
    corp.close();
    origin.close();
  }

  @Test
  void aRetainedVersionStandsForItAgainstANearerRegistry() {
    origin.add(theirs("1.0.0", "1.1.0"));
    var retained = tarball("1.0.0");
    corp.add(ours("1.0.0", "1.2.0"));
    later();

    eventually(() -> assertThat(versions()).contains("1.0.0", "1.1.0", "1.2.0"));

    assertThat(tarball("1.0.0")).isEqualTo(retained);
    assertTarballsAreWhatThePackumentSays();
    // To whoever has nothing of it, the nearer one gives it.
    assertThat(tarball("1.2.0")).hasSize(corp.tarball("pad", "1.2.0").bytes().length);
  }

  @Test
  void whatItsOwnRegistrySaysOfARetainedVersionIsShown() {
    origin.add(theirs("1.0.0"));
    tarball("1.0.0");
    corp.add(ours("1.0.0"));
    origin.change("pad", pad -> pad.each(version -> version.deprecated("too old")));
    later();

    eventually(
        () ->
            assertThat(packument().at("/versions/1.0.0/deprecated").asString(""))
                .isEqualTo("too old"));

    assertTarballsAreWhatThePackumentSays();
  }

  @Test
  void aVersionThatOneRegistryRemovedIsStillOfferedInTheSameContent() {
    origin.add(theirs("1.0.1"));
    corp.add(theirs("1.0.0", "1.0.1"));
    var retained = tarball("1.0.1");
    corp.unpublish("pad", "1.0.1");
    later();

    awaitRemoval();

    assertThat(versions()).containsExactlyInAnyOrder("1.0.0", "1.0.1");
    assertThat(tarball("1.0.1")).isEqualTo(retained);
    assertTarballsAreWhatThePackumentSays();
  }

  @Test
  void aVersionThatOneRegistryRemovedIsNotOfferedInAnothersContent() {
    origin.add(theirs("1.0.1"));
    corp.add(ours("1.0.0", "1.0.1"));
    var retained = tarball("1.0.1");
    corp.unpublish("pad", "1.0.1");
    later();

    awaitRemoval();

    assertThat(versions()).containsExactly("1.0.0");
    assertThat(tarball("1.0.1")).as("for lockfiles").isEqualTo(retained);
  }

  @Test
  void whereRemovedVersionsAreRefusedAnothersContentTakesItsPlace() {
    weir.restart("tarball.serve-removed=false");
    origin.add(theirs("1.0.1"));
    corp.add(ours("1.0.0", "1.0.1"));
    var retained = tarball("1.0.1");
    corp.unpublish("pad", "1.0.1");
    later();

    awaitRemoval();

    assertThat(versions()).containsExactlyInAnyOrder("1.0.0", "1.0.1");
    assertThat(tarball("1.0.1")).isNotEqualTo(retained);
    assertTarballsAreWhatThePackumentSays();
  }

  private void awaitRemoval() {
    eventually(
        () -> {
          versions();
          assertThat(weir.metric("weir_removed_versions_total")).isEqualTo(2);
        });
  }

  private static FixturePackage theirs(String... versions) {
    return FixturePackage.of("pad").versions(versions);
  }

  private static FixturePackage ours(String... versions) {
    return FixturePackage.of("pad").versions(versions).tarballBytes(5000);
  }

  private void assertTarballsAreWhatThePackumentSays() {
    var packument = packument();
    for (var version : versions()) {
      var said = packument.at("/versions").get(version).at("/dist/integrity").asString();
      assertThat(said).as(version).isEqualTo(sri(tarball(version)));
    }
  }

  private List<String> versions() {
    return List.copyOf(packument().at("/versions").propertyNames());
  }

  private JsonNode packument() {
    return JsonMapper.shared().readTree(weir.getUrl(app() + "pad").body());
  }

  private byte[] tarball(String version) {
    var answer =
        weir.send(
            HttpRequest.newBuilder(URI.create(app() + "pad/-/pad-" + version + ".tgz")).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).as(version).isEqualTo(200);
    return answer.body();
  }

  private String app() {
    return weir.registry(TwoRegistries.APP);
  }

  private static String sri(byte[] bytes) {
    try {
      var hash = MessageDigest.getInstance("SHA-512").digest(bytes);
      return new Integrity(List.of(Digest.of(DigestAlgorithm.SHA512, hash))).sri();
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** Later than any freshness. */
  private void later() {
    clock.advance(Duration.ofHours(1));
  }

  /** What is refreshed behind a request is there at one of the next ones. */
  private void eventually(Runnable assertion) {
    await()
        .untilAsserted(
            () -> {
              clock.advance(Duration.ofSeconds(2));
              assertion.run();
            });
  }
}
