package dev.weir.testing.documents;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is attested about a version: how it was built. In form only; nothing is signed. */
public final class Attestation {
  static final String PREDICATE = "https://slsa.dev/provenance/v1";

  private Attestation() {}

  public static Map<String, Object> document(String name, String version) {
    var statement =
        "{\"subject\":[{\"name\":\"pkg:npm/%s@%s\"}],\"predicateType\":\"%s\"}"
            .formatted(name, version, PREDICATE);
    var envelope = new LinkedHashMap<String, Object>();
    envelope.put(
        "payload", Base64.getEncoder().encodeToString(statement.getBytes(StandardCharsets.UTF_8)));
    envelope.put("payloadType", "application/vnd.in-toto+json");
    envelope.put("signatures", List.of());
    var bundle = new LinkedHashMap<String, Object>();
    bundle.put("mediaType", "application/vnd.dev.sigstore.bundle.v0.3+json");
    bundle.put("dsseEnvelope", envelope);
    var attestation = new LinkedHashMap<String, Object>();
    attestation.put("predicateType", PREDICATE);
    attestation.put("bundle", bundle);
    return Map.of("attestations", List.of(attestation));
  }
}
