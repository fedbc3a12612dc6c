package dev.weir.testing.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer as it should go out if nothing goes wrong.
 *
 * @param headers all but the framing ({@code Transfer-Encoding}, {@code Connection}); a {@code
 *     Content-Length} given here replaces the honest one
 * @param body shared, never written to
 */
// Never compared, and copying the bytes for each answer would be most of the work.
@SuppressWarnings("ArrayRecordComponent")
public record Page(int status, Map<String, String> headers, byte[] body) {
  private static final byte[] NOTHING = {};

  public Page {
    headers = Collections.unmodifiableMap(headers);
  }

  public static Page empty(int status) {
    return new Page(status, Map.of(), NOTHING);
  }

  public static Page of(int status, String contentType, byte[] body) {
    return new Page(status, Map.of("Content-Type", contentType), body);
  }

  public static Page json(int status, String json) {
    return of(status, "application/json", json.getBytes(UTF_8));
  }

  /** This page with a header added, or replaced if it has one spelled the same. */
  public Page header(String name, String value) {
    var changed = new LinkedHashMap<>(headers);
    changed.put(name, value);
    return new Page(status, changed, body);
  }

  /** This page with the first {@code length} bytes of its body. */
  Page shortened(int length) {
    return new Page(status, headers, Arrays.copyOf(body, Math.min(length, body.length)));
  }
}
