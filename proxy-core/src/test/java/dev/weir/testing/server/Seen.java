package dev.weir.testing.server;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A request as the server saw it.
 *
 * @param method in capitals
 * @param target as sent: path and query, still encoded
 * @param path the name the {@link Site} gives to the target
 * @param body as sent, codings of its content included; never written to
 */
@SuppressWarnings("ArrayRecordComponent")
public record Seen(
    String method,
    String target,
    String path,
    HttpVersion version,
    HttpHeaders headers,
    byte[] body) {
  /** The first header of that name, in any case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The value of a parameter of the query, decoded. */
  public Optional<String> query(String name) {
    return Optional.ofNullable(new QueryStringDecoder(target).parameters().get(name))
        .map(values -> values.get(0));
  }

  /** The body as text; inflated if it came as gzip. */
  public String text() {
    boolean gzip = header("content-encoding").filter("gzip"::equalsIgnoreCase).isPresent();
    try (InputStream in = gzip ? new GZIPInputStream(bytes()) : bytes()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private InputStream bytes() {
    return new ByteArrayInputStream(body);
  }

  /** Whether the answer goes without its body. */
  public boolean head() {
    return method.equals("HEAD");
  }

  /** Whether the client wants the connection kept (RFC 9112, section 9.3). */
  boolean keepsAlive() {
    return old()
        ? asksFor(HttpHeaderValues.KEEP_ALIVE.toString())
        : !asksFor(HttpHeaderValues.CLOSE.toString());
  }

  /** Whether it is HTTP/1.0, which knows no chunks. */
  boolean old() {
    return version.equals(HttpVersion.HTTP_1_0);
  }

  private boolean asksFor(String option) {
    return headers.containsValue(HttpHeaderNames.CONNECTION, option, true);
  }
}
