package dev.weir.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.PublishedVersion;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.codeartifact.model.AllowPublish;
import software.amazon.awssdk.services.codeartifact.model.AllowUpstream;
import software.amazon.awssdk.services.codeartifact.model.PackageVersionStatus;

/** What {@code local/dev} says of versions that were published in its upstream repository. */
@LeaksCheckedAfterAll
class OwnUpstreamIT {
  private static final String OWNER = "local/npm-store";
  private static final String TARBALL = "tool/-/tool-1.0.0.tgz";
  private static final String ATTESTED = "-/npm/v1/attestations/tool@1.0.0";

  private final FixtureRegistry origin = FixtureRegistry.start();
  private WeirUnderTest weir;

  @BeforeEach
  void start() {
    weir = WeirUnderTest.of(origin);
  }

  @AfterEach
  void stop() {
    weir.close();
    origin.close();
  }

  @Test
  void aDeprecationInTheOwnerIsSeenWhereTheVersionIsRetained() {
    publish(OWNER, PublishedVersion.of("tool", "1.0.0").json());
    retain();

    publish(OWNER, deprecation("too old"));
    assertThat(weir.get("tool").body()).contains("\"deprecated\":\"too old\"");

    publish(OWNER, deprecation(""));
    assertThat(weir.get("tool").body()).doesNotContain("too old");
  }

  @Test
  void aCopyIsNotDeprecatedWhileItsOwnerHasTheVersion() {
    publish(OWNER, PublishedVersion.of("tool", "1.0.0").json());
    retain();

    var refused = put("local/dev", deprecation("here"));

    assertThat(refused.statusCode()).isEqualTo(404);
    assertThat(refused.body()).contains("an upstream repository has it");
    assertThat(weir.get("tool").body()).doesNotContain("here");
  }

  @Test
  void whatWasAttestedComesWithTheSameBytesDownstream() {
    publish(OWNER, attested());
    assertThat(weir.get(ATTESTED).body()).contains("dsseEnvelope");
    retain();

    assertThat(weir.get(ATTESTED).body()).contains("dsseEnvelope");
  }

  @Test
  void whatWasAttestedOfAnotherVersionOfThatNumberIsNotOurs() {
    publish(OWNER, attested());
    block("dev");
    assertThat(weir.get("tool").statusCode()).isEqualTo(404);
    assertThat(weir.get(ATTESTED).statusCode()).isEqualTo(404);

    publish(
        "local/dev",
        PublishedVersion.of("tool", "1.0.0").withFile("package/a", new byte[] {1}).json());

    assertThat(weir.get(ATTESTED).statusCode()).isEqualTo(404);
    assertThat(weir.getUrl(weir.registry(OWNER) + ATTESTED).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Archived", "Disposed"})
  void whatIsNotServedIsNotAttested(String status) {
    publish(OWNER, attested());
    try (var sdk = Sdk.of(weir)) {
      if (status.equals("Archived")) {
        sdk.updatePackageVersionsStatus(
            r ->
                r.domain("local")
                    .repository("npm-store")
                    .format("npm")
                    .packageValue("tool")
                    .versions("1.0.0")
                    .targetStatus(PackageVersionStatus.ARCHIVED));
      } else {
        sdk.disposePackageVersions(
            r ->
                r.domain("local")
                    .repository("npm-store")
                    .format("npm")
                    .packageValue("tool")
                    .versions("1.0.0"));
      }
    }

    assertThat(weir.getUrl(weir.registry(OWNER) + ATTESTED).statusCode()).isEqualTo(404);
    assertThat(weir.get(ATTESTED).statusCode()).isEqualTo(404);
  }

  /** A stop waits until what was fetched is retained. */
  private void retain() {
    assertThat(weir.bytes(TARBALL).statusCode()).isEqualTo(200);
    weir.restart();
  }

  private void block(String repository) {
    try (var sdk = Sdk.of(weir)) {
      sdk.putPackageOriginConfiguration(
          r ->
              r.domain("local")
                  .repository(repository)
                  .format("npm")
                  .packageValue("tool")
                  .restrictions(c -> c.publish(AllowPublish.ALLOW).upstream(AllowUpstream.BLOCK)));
    }
  }

  private static String deprecation(String message) {
    return Publishing.json(
        Map.of(
            "_id",
            "tool",
            "name",
            "tool",
            "versions",
            Map.of("1.0.0", Map.of("name", "tool", "version", "1.0.0", "deprecated", message))));
  }

  private static String attested() {
    var statement = "{\"predicateType\":\"https://slsa.example/provenance/v1\"}";
    var payload = Base64.getEncoder().encodeToString(statement.getBytes(StandardCharsets.UTF_8));
    var bundle = "{\"dsseEnvelope\":{\"payload\":\"" + payload + "\"}}";
    var document = PublishedVersion.of("tool", "1.0.0").document();
    @SuppressWarnings("unchecked") // As PublishedVersion makes it.
    var attachments = (Map<String, Object>) requireNonNull(document.get("_attachments"));
    attachments.put(
        "tool-1.0.0.sigstore",
        Map.of("content_type", "application/json", "data", bundle, "length", bundle.length()));
    return PublishedVersion.json(document);
  }

  private void publish(String repository, String body) {
    var answer = put(repository, body);
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
  }

  private HttpResponse<String> put(String repository, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(weir.registry(repository) + "tool"))
            .PUT(HttpRequest.BodyPublishers.ofString(body));
    return weir.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
