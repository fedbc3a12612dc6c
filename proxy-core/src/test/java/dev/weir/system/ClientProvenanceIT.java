package dev.weir.system;

import static dev.weir.system.Secrets.SCOPED;
import static dev.weir.system.Secrets.assertDone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.clients.Client;
import dev.weir.testing.clients.SigningServices;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code npm publish --provenance}: what is attested where a package is from. */
@LeaksCheckedAfterAll
class ClientProvenanceIT {
  private static final JsonMapper JSON = JsonMapper.shared();

  @ParameterizedTest
  @EnumSource(names = {"NPM_10", "NPM_11", "NPM_12"})
  void whatNpmAttestsIsServedAsItWasSent(Client client) {
    try (var secrets = new Secrets();
        var services = SigningServices.start();
        var author = secrets.author(client).signing(services)) {
      assertDone(author.publish(SCOPED, "1.0.0"));
      assertThat(services.logged()).isEqualTo(1);

      var dist = JSON.readTree(secrets.packument(SCOPED)).at("/versions/1.0.0/dist");
      var url = dist.at("/attestations/url").asString();
      var type = dist.at("/attestations/provenance/predicateType").asString();
      assertThat(url).startsWith(secrets.weir().registry() + "-/npm/v1/attestations/");
      assertThat(type).startsWith("https://slsa.dev/provenance/");

      var attestation = JSON.readTree(secrets.weir().getUrl(url).body()).at("/attestations/0");
      assertThat(attestation.at("/predicateType").asString()).isEqualTo(type);
      var bundle = attestation.at("/bundle");
      assertThat(bundle.at("/mediaType").asString()).contains("sigstore.bundle");
      assertThat(bundle.at("/verificationMaterial/tlogEntries/0/logIndex").asString())
          .isEqualTo("1");
      var subject = statement(bundle).at("/subject/0");
      assertThat(subject.at("/name").asString()).isEqualTo("pkg:npm/%40hush/scoped@1.0.0");
      assertThat(sha512(subject)).isEqualTo(dist.at("/integrity").asString());
    }
  }

  private static JsonNode statement(JsonNode bundle) {
    var payload = Base64.getDecoder().decode(bundle.at("/dsseEnvelope/payload").asString());
    return JSON.readTree(new String(payload, StandardCharsets.UTF_8));
  }

  private static String sha512(JsonNode subject) {
    var digest = HexFormat.of().parseHex(subject.at("/digest/sha512").asString());
    return "sha512-" + Base64.getEncoder().encodeToString(digest);
  }
}
