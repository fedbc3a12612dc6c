package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.FixtureRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that install all the time, hot and cold packages, and look at each byte. */
final class GoodClients {
  static final int PACKAGES = 200;
  private static final int HOT = 5;
  private static final int ENOUGH = 20;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String registry;
  private final FixtureRegistry origin;
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final AtomicLong served = new AtomicLong();
  private final AtomicLong slowestNanos = new AtomicLong();
  private final List<Thread> threads;
  private volatile boolean stopping;

  GoodClients(String registry, FixtureRegistry origin) {
    this.registry = registry;
    this.origin = origin;
    this.threads = List.of(thread(0), thread(1));
    threads.forEach(Thread::start);
  }

  /** Ends them when they have had some more; all was served right. Answers how much that was. */
  long stop() {
    long before = served.get();
    await().atMost(LIMIT).until(() -> served.get() > before + ENOUGH || !failures.isEmpty());
    stopQuietly();
    assertThat(failures).as("failures of good clients").isEmpty();
    return served.get();
  }

  /** The longest that one of them has waited for an answer. */
  Duration slowest() {
    return Duration.ofNanos(slowestNanos.get());
  }

  void stopQuietly() {
    stopping = true;
    try {
      for (var thread : threads) {
        thread.join(LIMIT.toMillis() * 2);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread thread(int number) {
    var thread = new Thread(() -> installForEver(number), "good-client-" + number);
    thread.setDaemon(true);
    return thread;
  }

  /** Four hot packages for each cold one. */
  private void installForEver(int number) {
    for (int i = number; !stopping; i++) {
      int which = i % 5 == 0 ? HOT + (i / 5) % (PACKAGES - HOT) : i % HOT;
      try {
        install("good-" + which);
        Thread.sleep(10);
      } catch (IOException e) {
        failures.add("good-" + which + ": " + e);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void install(String name) throws IOException, InterruptedException {
    var packument = get(name);
    expect(
        name,
        packument,
        new String(packument.body(), StandardCharsets.UTF_8).contains("\"" + name + "\""));
    var file = FixtureRegistry.tarballPath(name, "1.0.0").substring(1);
    var tarball = get(file);
    expect(file, tarball, Arrays.equals(tarball.body(), origin.tarball(name, "1.0.0").bytes()));
  }

  private void expect(String what, HttpResponse<byte[]> reply, boolean right) {
    if (reply.statusCode() == 200 && right) {
      served.incrementAndGet();
    } else {
      failures.add(what + ": " + reply.statusCode() + " right=" + right);
    }
  }

  private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(registry + path)).timeout(LIMIT).build();
    long began = System.nanoTime();
    var reply = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    slowestNanos.accumulateAndGet(System.nanoTime() - began, Math::max);
    return reply;
  }
}
