package dev.weir.http;

import dev.weir.http.BaseUrlRules.Seen;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The base URL of each request, remembered for the few that clients really use: as long as one is
 * remembered, equal bases are the same {@link String}, and finding it allocates nothing. The oldest
 * is forgotten when one too many comes. As a filter it refuses requests for other servers.
 * Thread-safe.
 */
public final class BaseUrls implements Filter {
  private static final AsciiString PROTO = AsciiString.cached("x-forwarded-proto");
  private static final AsciiString HOST = AsciiString.cached("x-forwarded-host");
  private static final AsciiString PREFIX = AsciiString.cached("x-forwarded-prefix");

  private record Entry(Seen seen, BaseUrl.Known url) {}

  private final BaseUrlRules rules;
  private final int max;
  private volatile List<Entry> entries = List.of();

  /** {@code max} is how many are remembered. */
  public BaseUrls(BaseUrlRules rules, int max) {
    this.rules = rules;
    this.max = max;
  }

  /** Under what URL the sender of {@code request} knows this server. */
  public BaseUrl of(Request request) {
    var headers = request.headers();
    var host = headers.get(HttpHeaderNames.HOST);
    if (rules.trusts(request.remote())) {
      return of(forwarded(request, headers));
    }
    for (var entry : entries) {
      if (isPlain(entry.seen, request.secure()) && Objects.equals(entry.seen.host(), host)) {
        return entry.url;
      }
    }
    return resolve(new Seen(request.secure(), host, null, null, null));
  }

  /** Answers 421 to requests that are for another server (RFC 9110, 15.5.20). */
  @Override
  public CompletionStage<Reply> apply(Request request, Handler next) {
    return of(request) instanceof BaseUrl.Misdirected misdirected
        ? CompletableFuture.failedFuture(refusal(misdirected.host()))
        : next.handle(request);
  }

  @Override
  public boolean isIdle(Request request) {
    return of(request) instanceof BaseUrl.Known;
  }

  private BaseUrl of(Seen seen) {
    for (var entry : entries) {
      if (entry.seen.equals(seen)) {
        return entry.url;
      }
    }
    return resolve(seen);
  }

  private BaseUrl resolve(Seen seen) {
    var url = rules.resolve(seen);
    return url instanceof BaseUrl.Known known ? remember(seen, known) : url;
  }

  private synchronized BaseUrl remember(Seen seen, BaseUrl.Known url) {
    var kept = new ArrayList<Entry>(max);
    var same = url;
    for (var entry : entries) {
      if (entry.seen.equals(seen)) {
        return entry.url;
      }
      if (entry.url.equals(url)) {
        same = entry.url;
      }
      kept.add(entry);
    }
    if (kept.size() == max) {
      kept.remove(0);
    }
    kept.add(new Entry(seen, same));
    entries = List.copyOf(kept);
    return same;
  }

  private static Seen forwarded(Request request, HttpHeaders headers) {
    return new Seen(
        request.secure(),
        headers.get(HttpHeaderNames.HOST),
        last(headers.getAll(PROTO)),
        last(headers.getAll(HOST)),
        last(headers.getAll(PREFIX)));
  }

  private static @Nullable String last(List<String> values) {
    return values.isEmpty() ? null : values.get(values.size() - 1);
  }

  private static boolean isPlain(Seen seen, boolean secure) {
    return seen.secure() == secure
        && seen.proto() == null
        && seen.forwardedHost() == null
        && seen.prefix() == null;
  }

  private static ServiceException refusal(String host) {
    return new ServiceException(
        HttpResponseStatus.MISDIRECTED_REQUEST,
        Outcome.CLIENT_ERROR,
        host.isEmpty()
            ? "the request names no host"
            : "this server is not known as %s; http.hosts lists the names it goes by"
                .formatted(host));
  }
}
