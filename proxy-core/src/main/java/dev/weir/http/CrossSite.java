package dev.weir.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keeps web pages out: a daemon that asks for no password is within reach of every page that the
 * browser on its machine shows. A request that a browser marks as another site's gets 403.
 *
 * <p>Browsers send {@code Origin} with everything but plain GET and HEAD, and {@code
 * Sec-Fetch-Site} with everything; no npm client and no AWS SDK sends either.
 */
public final class CrossSite implements Filter {
  private static final AsciiString SEC_FETCH_SITE = AsciiString.cached("sec-fetch-site");

  private final BaseUrls baseUrls;
  private final List<String> guarded;
  private final List<String> guardedWrites;

  /**
   * Both lists are of paths without a slash at the end, such as {@code /v1}.
   *
   * @param guarded where every method is
   * @param guardedWrites where every method but GET and HEAD is
   */
  public CrossSite(BaseUrls baseUrls, List<String> guarded, List<String> guardedWrites) {
    this.baseUrls = baseUrls;
    this.guarded = List.copyOf(guarded);
    this.guardedWrites = List.copyOf(guardedWrites);
  }

  @Override
  public CompletionStage<Reply> apply(Request request, Handler next) {
    return isGuarded(request) && isForeign(request)
        ? CompletableFuture.failedFuture(refusal())
        : next.handle(request);
  }

  @Override
  public boolean isIdle(Request request) {
    return !isGuarded(request);
  }

  private boolean isGuarded(Request request) {
    return within(guarded, request.path())
        || !request.reads() && within(guardedWrites, request.path());
  }

  private boolean isForeign(Request request) {
    if ("cross-site".equalsIgnoreCase(request.headers().get(SEC_FETCH_SITE))) {
      return true;
    }
    var origin = request.headers().get(HttpHeaderNames.ORIGIN);
    return origin != null && !isOurs(origin, request);
  }

  private boolean isOurs(String origin, Request request) {
    return baseUrls.of(request) instanceof BaseUrl.Known known
        && origin.equalsIgnoreCase(origin(known.base()));
  }

  private static String origin(String base) {
    int path = base.indexOf('/', base.indexOf("://") + 3);
    return path < 0 ? base : base.substring(0, path);
  }

  private static boolean within(List<String> prefixes, String path) {
    for (var prefix : prefixes) {
      if (path.startsWith(prefix)
          && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/')) {
        return true;
      }
    }
    return false;
  }

  private static ServiceException refusal() {
    return new ServiceException(
        HttpResponseStatus.FORBIDDEN,
        Outcome.DENIED,
        "requests of other web sites are not served here");
  }
}
