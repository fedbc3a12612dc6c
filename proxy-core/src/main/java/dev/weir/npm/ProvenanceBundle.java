package dev.weir.npm;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Sigstore bundle that came with a publish. It is kept and served as it is, and not verified
 * here: whoever installs the package does that.
 *
 * @param predicateType what kind of statement it signs, such as {@code
 *     https://slsa.dev/provenance/v1}
 * @param json the bundle
 */
public record ProvenanceBundle(String predicateType, String json) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final int LONGEST_TYPE = 1024;

  /** Reads a bundle with a DSSE envelope around an in-toto statement. */
  public static ProvenanceBundle of(String json) throws PublishRefusedException {
    try {
      var payload = JSON.readTree(json).path("dsseEnvelope").path("payload").asString("");
      var statement = JSON.readTree(Base64.getDecoder().decode(payload));
      var type = statement.path("predicateType");
      if (!type.isString() || type.stringValue().length() > LONGEST_TYPE) {
        throw refused("no predicateType");
      }
      return new ProvenanceBundle(type.stringValue(), json);
    } catch (JacksonException | IllegalArgumentException unreadable) {
      throw refused("unreadable");
    }
  }

  /** As {@code -/npm/v1/attestations} answers it. */
  public byte[] served() {
    return "{\"attestations\":[{\"predicateType\":%s,\"bundle\":%s}]}"
        .formatted(JsonText.string(predicateType), json)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static PublishRefusedException refused(String what) {
    return PublishRefusedException.of(
        "provenance bundle", what, "a Sigstore bundle of an in-toto statement");
  }
}
