package dev.weir.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** JSON as AWS writes it: members without a value are left out, times are seconds since 1970. */
final class WireJson {
  /** No request nests deeper than a list of tags. */
  private static final int MAX_DEPTH = 20;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .addModule(new SimpleModule().addSerializer(new EpochSeconds()))
          .build();

  private WireJson() {}

  static byte[] write(Object answer) {
    return JSON.writeValueAsBytes(answer);
  }

  /** Throws {@link JacksonException} for what is not one JSON value. */
  static JsonNode read(byte[] json) {
    return JSON.readTree(json);
  }

  /** {@code 1795416977.161}: clients take neither ISO 8601 nor milliseconds. */
  private static final class EpochSeconds extends StdSerializer<Instant> {
    EpochSeconds() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant time, JsonGenerator json, SerializationContext context) {
      json.writeNumber(BigDecimal.valueOf(time.toEpochMilli(), 3));
    }
  }
}
