package dev.weir.cli.remote;

import dev.weir.cli.Surroundings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * HTTP as a package manager speaks it: plain GET, redirects not followed, many connections kept
 * open. Whoever is asked may be a Weir or not. Thread-safe; blocks until the answer is there.
 */
public final class Web {
  private static final int LARGEST_ANSWER = 16 << 20;

  private final HttpClient client;
  private final Duration patience;

  private Web(HttpClient client, Duration patience) {
    this.client = client;
    this.patience = patience;
  }

  public static Web of(Surroundings surroundings) {
    var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(surroundings.connectTimeout())
            .proxy(new EnvironmentProxies(surroundings))
            .build();
    return new Web(client, surroundings.readTimeout());
  }

  /** An answer, of whose body at most 16 MiB were kept. */
  public record Answer(int status, Map<String, String> headers, String body, Duration took) {
    public Answer {
      headers = Map.copyOf(headers);
    }

    /** A header by its name in lower case. */
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }
  }

  /**
   * Asks and keeps the answer.
   *
   * @throws IOException if there is none, or not all of it in time
   */
  public Answer get(URI address, Map<String, String> headers)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    var response = get(address, headers, head -> new KeptBody(LARGEST_ANSWER));
    var flat = new java.util.HashMap<String, String>();
    response.headers().map().forEach((name, values) -> flat.put(lower(name), values.get(0)));
    var took = Duration.ofNanos(System.nanoTime() - began);
    return new Answer(response.statusCode(), flat, response.body(), took);
  }

  /**
   * Asks and gives the body to {@code handler} as it comes. It may take as long as it wants if only
   * something comes in each span of the surroundings' read timeout.
   *
   * @throws IOException if there is no answer, or it breaks off
   */
  public <T> HttpResponse<T> get(URI address, Map<String, String> headers, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(address).GET();
    headers.forEach(request::header);
    var moved = new AtomicLong();
    var flight =
        client.sendAsync(request.build(), head -> new WatchedBody<>(handler.apply(head), moved));
    try {
      return landed(flight, moved);
    } finally {
      flight.cancel(true);
    }
  }

  /** Whether nobody was there to take the connection. */
  public static boolean isUnreachable(IOException failed) {
    return failed instanceof ConnectException
        || failed instanceof java.net.http.HttpConnectTimeoutException;
  }

  /** Why a request failed, in a line. */
  public static String words(IOException failed, URI address) {
    return Trouble.words(failed, address);
  }

  private <T> HttpResponse<T> landed(CompletableFuture<HttpResponse<T>> flight, AtomicLong moved)
      throws IOException, InterruptedException {
    long seen = 0;
    while (true) {
      try {
        return flight.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException quiet) {
        long now = moved.get();
        if (now == seen) {
          throw new HttpTimeoutException("nothing came for " + patience);
        }
        seen = now;
      } catch (ExecutionException failed) {
        throw failed.getCause() instanceof IOException cause
            ? cause
            : new IOException(failed.getCause());
      }
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(java.util.Locale.ROOT);
  }
}
