package dev.weir.control;

import dev.weir.npm.Shown;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads the JSON body of an operation. None at all is an empty object. */
final class JsonBody {
  static final JsonNode EMPTY = JsonNodeFactory.instance.objectNode();

  private JsonBody() {}

  /** Refuses a body that says it is something else than JSON (415), before it is read. */
  static void check(HttpHeaders headers, ByteBuf body) {
    if (!body.isReadable()) {
      return;
    }
    var type = headers.get(HttpHeaderNames.CONTENT_TYPE);
    if (type != null && !isJson(type)) {
      throw ControlException.mediaType(
          "Content-Type: %s (expected: application/json)".formatted(Shown.of(type)));
    }
    var coding = headers.get(HttpHeaderNames.CONTENT_ENCODING);
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      throw ControlException.mediaType(
          "Content-Encoding: %s (expected: none)".formatted(Shown.of(coding)));
    }
  }

  /** For the CPU pool. {@code body} stays the caller's; its reader index does not move. */
  static JsonNode parse(ByteBuf body) {
    if (!body.isReadable()) {
      return EMPTY;
    }
    try {
      var json = WireJson.read(ByteBufUtil.getBytes(body));
      if (json.isObject()) {
        return json;
      }
    } catch (JacksonException malformed) {
      var at = malformed.getLocation();
      throw ControlException.unreadable(
          "body: no valid JSON%s (expected: an object, each member once)"
              .formatted(
                  at == null
                      ? ""
                      : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr())));
    }
    throw ControlException.unreadable("body: no JSON object (expected: an object)");
  }

  private static boolean isJson(String type) {
    var media = type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    return media.equals("application/json")
        || media.equals("application/x-amz-json-1.1")
        || media.equals("application/x-amz-json-1.0");
  }
}
