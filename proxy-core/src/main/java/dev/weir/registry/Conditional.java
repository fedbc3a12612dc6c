package dev.weir.registry;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

/** Conditional requests (RFC 9110, section 13). Dates alone never make a 304: ETags decide. */
final class Conditional {
  private Conditional() {}

  /** Whether the client has the representation with this strong ETag, quotes included. */
  static boolean notModified(HttpHeaders headers, String etag) {
    var values = Tokens.list(headers, HttpHeaderNames.IF_NONE_MATCH);
    if (values.isEmpty()) {
      return false;
    }
    for (var value : values.split(",", -1)) {
      var tag = value.trim();
      // If-None-Match compares weakly (13.1.2): a W/ in front makes no difference.
      if (tag.equals("*") || (tag.startsWith("W/") ? tag.substring(2) : tag).equals(etag)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a range may be served: no If-Range, or one that is exactly this ETag (13.1.5). */
  static boolean rangeApplies(HttpHeaders headers, String etag) {
    var value = headers.get(HttpHeaderNames.IF_RANGE);
    return value == null || value.trim().equals(etag);
  }
}
