package dev.weir.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Many clients that want something at the same time, each on a connection of its own. They share
 * four threads. Safe for any thread.
 */
public final class Herd implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();

  /** Starts so many GETs at once and waits for all; headers as name, value, name, value … */
  public List<HerdReply> get(int count, URI uri, String... headers) {
    return get(IntStream.range(0, count).mapToObj(i -> uri).toList(), headers);
  }

  /** Starts a GET for each address at once and waits for all. */
  public List<HerdReply> get(List<URI> uris, String... headers) {
    return start(uris, headers).stream().map(CompletableFuture::join).toList();
  }

  /** Starts a GET for each address at once; the replies complete one by one and never fail. */
  public List<CompletableFuture<HerdReply>> start(List<URI> uris, String... headers) {
    var requests = uris.stream().map(uri -> request(uri, headers)).toList();
    long start = System.nanoTime();
    return requests.stream().map(request -> send(request, start)).toList();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private CompletableFuture<HerdReply> send(HttpRequest request, long start) {
    var digest = new HerdDigest(start);
    return client.sendAsync(request, digest).handle((response, failure) -> digest.reply(failure));
  }

  private static HttpRequest request(URI uri, String... headers) {
    var builder = HttpRequest.newBuilder(uri).timeout(LIMIT);
    if (headers.length > 0) {
      builder.headers(headers);
    }
    return builder.build();
  }
}
