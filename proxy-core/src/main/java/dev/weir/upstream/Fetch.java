package dev.weir.upstream;

import dev.weir.config.UpstreamSettings;
import dev.weir.upstream.CircuitBreaker.Permit;
import dev.weir.upstream.HopResult.Broken;
import dev.weir.upstream.HopResult.Head;
import dev.weir.upstream.StatusRules.Meaning;
import dev.weir.upstream.UpstreamResponse.Failed;
import dev.weir.upstream.UpstreamResponse.Kind;
import dev.weir.upstream.UpstreamResponse.Refused;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;

/**
 * One request to an origin until its final head: tries, each of one or more hops, within one
 * deadline.
 *
 * <p>It lives on one event loop, where every step runs, so it needs no locks. Each try passes the
 * breaker and reports to it; a body that breaks off later is its reader's concern. A pooled
 * connection that turned out to be closed is replaced without counting as a try.
 */
final class Fetch {
  /** More stale connections in a row than that are the origin's doing. */
  private static final int MOST_STALE = 3;

  /** How long a redirect waits for its own body, which nobody needs, in milliseconds. */
  private static final long DRAINING = 100;

  private final UpstreamRequest request;
  private final Origin origin;
  private final OriginState state;
  private final UpstreamSettings settings;
  private final UpstreamRuntime runtime;
  private final UpstreamListener listener;
  private final ProxyRules proxies;
  private final EventLoop loop;
  private final CompletableFuture<UpstreamResponse> response = new CompletableFuture<>();

  private final long startedAt;
  private boolean late;
  private int tries;
  private int stale;
  private @Nullable UpstreamResponse last;

  Fetch(
      UpstreamRequest request,
      Origin origin,
      OriginState state,
      UpstreamSettings settings,
      UpstreamRuntime runtime,
      UpstreamListener listener,
      ProxyRules proxies,
      EventLoop loop) {
    this.request = request;
    this.origin = origin;
    this.state = state;
    this.settings = settings;
    this.runtime = runtime;
    this.listener = listener;
    this.proxies = proxies;
    this.loop = loop;
    this.startedAt = System.nanoTime();
  }

  /** Begins; the stage completes on the fetch's event loop. */
  CompletionStage<UpstreamResponse> start(Destination.To target) {
    loop.execute(() -> attempt(target));
    return response.minimalCompletionStage();
  }

  private void attempt(Destination.To target) {
    if (state.pool().isClosed()) {
      response.complete(last != null ? last : stopping());
      return;
    }
    var permit = state.breaker().tryPass();
    if (permit.isPresent()) {
      tries++;
      var next = new Try(target, permit.get());
      next.step(() -> next.ask(target));
    } else {
      response.complete(last != null ? last : breakerOpen());
    }
  }

  private Failed breakerOpen() {
    return new Failed(
        Kind.BREAKER_OPEN,
        "connection %s is left alone for a moment after faults in a row".formatted(origin.name()));
  }

  static Failed stopping() {
    return new Failed(Kind.RESET, "weir is stopping");
  }

  private void ended(Destination.To target, UpstreamResponse answer, boolean retry) {
    last = answer;
    var wait = RetryRules.backoff(settings.retryBackoff(), tries, runtime.random().nextDouble());
    if (retry && tries <= settings.retries() && !late && wait.compareTo(left()) < 0) {
      loop.schedule(() -> attempt(target), wait.toNanos(), TimeUnit.NANOSECONDS);
    } else {
      response.complete(answer);
    }
  }

  private Duration left() {
    return request.headDeadline().minusNanos(System.nanoTime() - startedAt);
  }

  /** One passage through the breaker, with the redirects that it takes. */
  private final class Try {
    private final Destination.To target;
    private final Permit permit;
    private final long begunAt = System.nanoTime();
    private int redirects;

    Try(Destination.To target, Permit permit) {
      this.target = target;
      this.permit = permit;
    }

    void ask(Destination.To to) {
      boolean anywhere = to.trusted() || origin.allowPrivate();
      var proxy = proxies.of(to.address());
      if (proxy.isPresent() && !anywhere && ProxyRules.mayBePrivate(to.address().host())) {
        report(forbidden(to.address(), proxy.get()), false);
        return;
      }
      var client = state.pool().client(to.address(), anywhere, proxy, origin.trust());
      var headers = RequestHeaders.of(request, origin, to);
      if (state.pool().enter()) {
        ask(to, proxy, client, headers);
      } else {
        report(overloaded(to.address()), false);
      }
    }

    private void ask(
        Destination.To to, Optional<Proxy> proxy, HttpClient client, HttpHeaders headers) {
      var pool = state.pool();
      var exchange =
          new Exchange(
              origin.name().value(),
              to.address(),
              proxy,
              settings,
              loop,
              bytes -> listener.received(origin.name(), bytes),
              () -> pool.withoutHttp2(to.address()));
      var deadline = loop.schedule(() -> giveUp(exchange), left().toNanos(), TimeUnit.NANOSECONDS);
      exchange
          .send(client, headers, request.payload())
          .whenCompleteAsync(
              (result, defect) -> {
                deadline.cancel(false);
                pool.left();
                step(() -> hopped(to, proxy, result));
              },
              loop);
    }

    private Failed forbidden(WebAddress address, Proxy proxy) {
      return new Failed(
          Kind.FORBIDDEN_ADDRESS,
          "connection %s: %s may lie at a private address, where %s must not lead"
                  .formatted(origin.name(), address.hostAndPort(), proxy)
              + " (allow-private permits it)");
    }

    private Failed overloaded(WebAddress address) {
      return new Failed(
          Kind.OVERLOADED,
          "connection %s: too many requests wait for %s"
              .formatted(origin.name(), address.hostAndPort()));
    }

    private void giveUp(Exchange exchange) {
      late = true;
      exchange.abandonAtDeadline(request.headDeadline());
    }

    /** A defect must not leave the caller waiting, or a probe's turn taken for ever. */
    void step(Runnable action) {
      try {
        action.run();
      } catch (RuntimeException defect) {
        state.breaker().withdrawn(permit);
        response.completeExceptionally(defect);
      }
    }

    private void hopped(Destination.To to, Optional<Proxy> proxy, HopResult result) {
      if (result instanceof Head head) {
        answered(to, proxy, head);
      } else if (result instanceof Broken broken) {
        broke(to, broken);
      }
    }

    private void broke(Destination.To to, Broken broken) {
      if (broken.stale() && stale++ < MOST_STALE) {
        ask(to);
      } else {
        report(broken.failure(), RetryRules.isFault(broken.failure()));
      }
    }

    private void answered(Destination.To to, Optional<Proxy> proxy, Head head) {
      boolean conditional = !request.validators().equals(Validators.NONE);
      var meaning =
          StatusRules.of(
              origin, proxy, head.status(), head.headers(), conditional, runtime.time().instant());
      if (meaning instanceof Meaning.Content) {
        report(Content.of(request, head, runtime.cpu()), false);
        return;
      }
      var drained = head.body().drain();
      if (meaning instanceof Meaning.Moved moved) {
        soon(drained, () -> follow(to, moved.location()));
      } else if (meaning instanceof Meaning.Final end) {
        report(end.response(), end.retry());
      }
    }

    /** On the connection that is just becoming free, unless its body takes its time. */
    private void soon(CompletionStage<Void> drained, Runnable action) {
      var free = new CompletableFuture<Void>();
      var patience = loop.schedule(() -> free.complete(null), DRAINING, TimeUnit.MILLISECONDS);
      drained.whenComplete((done, never) -> free.complete(null));
      free.thenRunAsync(
          () -> {
            patience.cancel(false);
            step(action);
          },
          loop);
    }

    private void follow(Destination.To from, String location) {
      if (redirects++ == settings.maxRedirects()) {
        report(tooManyRedirects(), false);
        return;
      }
      var next = OriginAddress.redirect(origin, from.address(), location);
      if (next instanceof Destination.To to) {
        goOn(to);
      } else if (next instanceof Destination.Nowhere nowhere) {
        report(nowhere.failure(), false);
      }
    }

    /** What is posted is for the origin alone: it may name all that a project uses. */
    private void goOn(Destination.To to) {
      if (request.payload().isPresent() && !to.trusted()) {
        report(
            new Failed(
                Kind.FORBIDDEN_ADDRESS,
                "connection %s redirects what was posted to it to %s, which is refused"
                    .formatted(origin.name(), to.address().hostAndPort())),
            false);
      } else {
        ask(to);
      }
    }

    private Failed tooManyRedirects() {
      return new Failed(
          Kind.MALFORMED,
          "connection %s: more than %d redirects"
              .formatted(origin.name(), settings.maxRedirects()));
    }

    private void report(UpstreamResponse given, boolean retry) {
      var answer = given instanceof Refused refused ? rested(refused) : given;
      tellBreaker(answer);
      listener.answered(origin.name(), answer, Duration.ofNanos(System.nanoTime() - begunAt));
      ended(target, answer, retry);
    }

    /** After a 429 the origin is left alone, for a little while if it did not say how long. */
    private Refused rested(Refused refused) {
      if (refused.status() != 429) {
        return refused;
      }
      var wait = refused.retryAfter().orElse(settings.breakerPause());
      state.leaveAlone(wait);
      return new Refused(429, refused.detail(), Optional.of(wait));
    }

    private void tellBreaker(UpstreamResponse answer) {
      if (RetryRules.isFault(answer)) {
        state.breaker().failed(permit);
      } else if (RetryRules.isNotAsked(answer)) {
        state.breaker().withdrawn(permit);
      } else {
        state.breaker().succeeded(permit);
      }
    }
  }
}
