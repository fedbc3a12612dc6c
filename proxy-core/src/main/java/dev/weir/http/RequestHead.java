package dev.weir.http;

import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.EXPECTATION_FAILED;
import static io.netty.handler.codec.http.HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED;
import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE;
import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_TIMEOUT;
import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_URI_TOO_LONG;
import static io.netty.handler.codec.http.HttpResponseStatus.SERVICE_UNAVAILABLE;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What is made of a request's head once Netty's decoder has had its say. Pure.
 *
 * <p>The decoder refuses what could be read in two ways (RFC 9112, 6.1 to 6.3): Content-Length with
 * Transfer-Encoding, several lengths, a coding after chunked, a bare LF, white space before a
 * colon, a folded field. The rest is decided here: version, target, Host, any coding beside
 * chunked, and Expect; whether the body is too long is the route's to say.
 */
sealed interface RequestHead {
  /**
   * A request to be answered once its body is in.
   *
   * @param continues whether the client waits for a 100 before it sends the body
   * @param length of the body, if it is announced
   */
  record Accepted(Request request, boolean continues, OptionalLong length) implements RequestHead {
    boolean longerThan(long limit) {
      return length.orElse(0) > limit;
    }
  }

  /** A request after which the connection cannot be trusted to be in step, so it is closed. */
  record Refused(HttpResponseStatus status, String message) implements RequestHead {
    static final Refused LATE_HEAD = new Refused(REQUEST_TIMEOUT, "the request head took too long");
    static final Refused LATE_BODY = new Refused(REQUEST_TIMEOUT, "the request body took too long");
    static final Refused BROKEN_BODY =
        new Refused(BAD_REQUEST, "the request body is not valid HTTP");
    static final Refused NO_ROOM =
        new Refused(SERVICE_UNAVAILABLE, "too busy: all request bodies together are too long");
  }

  /** Judges {@code message}. */
  static RequestHead of(HttpRequest message, InetSocketAddress remote, EventExecutor loop) {
    if (message.decoderResult().isFailure()) {
      return undecodable(message.decoderResult().cause());
    }
    var version = message.protocolVersion();
    boolean current = version.equals(HttpVersion.HTTP_1_1);
    if (!current && !version.equals(HttpVersion.HTTP_1_0)) {
      return new Refused(HTTP_VERSION_NOT_SUPPORTED, "expected HTTP/1.1 or HTTP/1.0");
    }
    int hosts = hosts(message);
    if (hosts > 1 || current && hosts == 0) {
      return new Refused(BAD_REQUEST, "Host: %d fields (expected: 1)".formatted(hosts));
    }
    var coding = message.headers().get(HttpHeaderNames.TRANSFER_ENCODING);
    if (coding != null && !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding)) {
      return new Refused(
          BAD_REQUEST, "Transfer-Encoding: %s (expected: chunked)".formatted(coding));
    }
    var expect = current ? message.headers().get(HttpHeaderNames.EXPECT) : null;
    if (expect != null && !HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expect)) {
      return new Refused(EXPECTATION_FAILED, "Expect: only 100-continue can be met");
    }
    var target = originForm(message);
    if (target.isEmpty()) {
      return new Refused(BAD_REQUEST, "request target: expected a path such as /npm/");
    }
    return new Accepted(
        request(message, target, remote, loop), expect != null, announcedLength(message));
  }

  private static OptionalLong announcedLength(HttpRequest message) {
    long length = HttpUtil.getContentLength(message, -1L);
    return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
  }

  /** The refusal of a message that the decoder could not read. */
  static Refused undecodable(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return new Refused(REQUEST_URI_TOO_LONG, "the request line is too long");
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return new Refused(REQUEST_HEADER_FIELDS_TOO_LARGE, "the header fields are too long");
    }
    if (cause instanceof RequestDecoder.FoldedFieldException) {
      return new Refused(BAD_REQUEST, "a header field goes on in the next line");
    }
    return new Refused(BAD_REQUEST, "the request is not valid HTTP");
  }

  /** The refusal of a body over the limit. */
  static Refused tooLarge(long maxBody) {
    return new Refused(
        REQUEST_ENTITY_TOO_LARGE,
        "the request body is too long (expected: at most %d bytes)".formatted(maxBody));
  }

  private static int hosts(HttpRequest message) {
    int count = 0;
    for (var host = message.headers().valueCharSequenceIterator(HttpHeaderNames.HOST);
        host.hasNext();
        host.next()) {
      count++;
    }
    return count;
  }

  /**
   * The target as a path and query, or the empty string. The absolute form (RFC 9112, 3.2.2) is
   * taken if it names the same authority as Host, so that nothing can be read in two ways; the
   * asterisk only from OPTIONS.
   */
  private static String originForm(HttpRequest message) {
    var target = message.uri();
    if (!printable(target)) {
      return "";
    }
    if (target.startsWith("/")) {
      return target;
    }
    if (target.equals("*")) {
      return message.method().equals(HttpMethod.OPTIONS) ? target : "";
    }
    var host = message.headers().get(HttpHeaderNames.HOST);
    return host == null ? "" : withoutAuthority(target, host.toLowerCase(Locale.ROOT));
  }

  private static String withoutAuthority(String target, String host) {
    int end = "http://".length() + host.length();
    if (host.isEmpty() || !target.regionMatches(true, 0, "http://" + host, 0, end)) {
      return "";
    }
    var rest = target.substring(end);
    if (rest.isEmpty() || rest.startsWith("?")) {
      return "/" + rest;
    }
    return rest.startsWith("/") ? rest : "";
  }

  /** A target is ASCII without spaces and controls, and has no fragment (RFC 3986). */
  private static boolean printable(String target) {
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '#') {
        return false;
      }
    }
    return true;
  }

  private static Request request(
      HttpRequest message, String target, InetSocketAddress remote, EventExecutor loop) {
    int mark = target.indexOf('?');
    return new Request(
        message.method(),
        message.protocolVersion(),
        target,
        mark < 0 ? target : target.substring(0, mark),
        mark < 0 ? "" : target.substring(mark + 1),
        message.headers(),
        remote,
        false,
        loop,
        Unpooled.EMPTY_BUFFER);
  }
}
