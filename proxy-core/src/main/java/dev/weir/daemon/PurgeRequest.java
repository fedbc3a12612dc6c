package dev.weir.daemon;

import dev.weir.http.Outcome;
import dev.weir.http.ServiceException;
import dev.weir.model.PackageName;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of {@code POST /weir/v1/cache/purge}: {@code {"package":"lodash","version":"4.17.21"}}.
 * Members that are not known are passed over.
 *
 * @param version empty for all of them
 */
record PurgeRequest(PackageName name, Optional<String> version) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** As CodeArtifact has it. */
  private static final Pattern VERSION = Pattern.compile("[^#/\\s]{1,255}");

  /**
   * Reads a body, which stays the caller's.
   *
   * @throws ServiceException 400 if it is none, saying why
   */
  static PurgeRequest parse(ByteBuf body) {
    var json = json(body);
    return new PurgeRequest(name(json), version(json));
  }

  private static JsonNode json(ByteBuf body) {
    try {
      var json = JSON.readTree(ByteBufUtil.getBytes(body));
      if (json != null && json.isObject()) {
        return json;
      }
    } catch (JacksonException malformed) {
      throw bad("body: not JSON (expected: an object, each member once)");
    }
    throw bad("body: no JSON object (expected: {\"package\":\"…\"})");
  }

  private static PackageName name(JsonNode json) {
    var name = text(json, "package").orElseThrow(() -> bad("package: missing (expected: a name)"));
    try {
      return new PackageName(name);
    } catch (IllegalArgumentException notOne) {
      throw bad(shown(String.valueOf(notOne.getMessage())));
    }
  }

  private static Optional<String> version(JsonNode json) {
    var version = text(json, "version");
    if (version.filter(text -> !VERSION.matcher(text).matches()).isPresent()) {
      throw bad(
          "version: %s (expected: 1 to 255 characters, no #, / or blank)"
              .formatted(shown(version.get())));
    }
    return version;
  }

  /** Empty if it is absent or null. */
  private static Optional<String> text(JsonNode json, String member) {
    var value = json.get(member);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isString()) {
      throw bad("%s: no string (expected: a string)".formatted(member));
    }
    return Optional.of(value.asString());
  }

  private static String shown(String text) {
    return text.length() > 300 ? text.substring(0, 300) + "…" : text;
  }

  private static ServiceException bad(String message) {
    return new ServiceException(HttpResponseStatus.BAD_REQUEST, Outcome.CLIENT_ERROR, message);
  }
}
