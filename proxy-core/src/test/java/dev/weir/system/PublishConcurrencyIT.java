package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.documents.PublishedVersion;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Many publish and many read at the same time. */
class PublishConcurrencyIT {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MANY = 16;

  /** {@code .ci/long} asks for a minute. */
  private static final int SECONDS = Integer.getInteger("weir.publish.seconds", 5);

  private final FixtureRegistry origin = FixtureRegistry.start();
  private final WeirUnderTest weir = WeirUnderTest.of(origin, "publish.max-concurrent=16");
  private final ExecutorService threads = Executors.newFixedThreadPool(2 * MANY);

  @AfterEach
  void stop() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    weir.close();
    origin.close();
  }

  private int publish(PublishedVersion version) {
    return weir.send(
            HttpRequest.newBuilder(URI.create(weir.registry() + version.name()))
                .PUT(HttpRequest.BodyPublishers.ofString(version.json()))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  private static <T> List<T> all(List<Future<T>> futures)
      throws ExecutionException, InterruptedException {
    var values = new ArrayList<T>();
    for (var future : futures) {
      values.add(future.get());
    }
    return values;
  }

  @Test
  void ofManyWhoPublishTheSameVersionOneWinsAndTheOthersGet409() throws Exception {
    for (int round = 0; round < 3; round++) {
      var version = "1.0." + round;
      var tasks =
          IntStream.range(0, MANY)
              .<Callable<Integer>>mapToObj(
                  i ->
                      () ->
                          publish(
                              PublishedVersion.of("raced", version)
                                  .with("description", "by publisher " + i)))
              .toList();

      var answers = all(threads.invokeAll(tasks));

      assertThat(answers).containsOnlyOnce(201);
      assertThat(answers.stream().filter(status -> status == 409)).hasSize(MANY - 1);
      assertThat(weir.get("raced").body()).containsOnlyOnce("\"" + version + "\":{");
    }
  }

  @Test
  void everyReaderSeesAConsistentPackumentWhoseTarballsAreThere() throws Exception {
    assertThat(publish(PublishedVersion.of("busy", "0.0.0-first"))).isEqualTo(201);
    var end = new AtomicBoolean();
    var published = new AtomicInteger();
    var tasks = new ArrayList<Future<Integer>>();
    for (int i = 0; i < MANY; i++) {
      int publisher = i;
      tasks.add(threads.submit(() -> publishUntil(end, publisher, published)));
      tasks.add(threads.submit(() -> readUntil(end)));
    }
    TimeUnit.SECONDS.sleep(SECONDS);
    end.set(true);

    assertThat(all(tasks)).allMatch(count -> count > 0);
    var versions = JSON.readTree(weir.get("busy").body()).path("versions");
    assertThat(versions.size()).isEqualTo(published.get() + 1);
    assertThat(origin.totalRequests()).isZero();
  }

  private int publishUntil(AtomicBoolean end, int publisher, AtomicInteger published) {
    int count = 0;
    while (!end.get()) {
      assertThat(publish(PublishedVersion.of("busy", publisher + ".0." + count))).isEqualTo(201);
      published.incrementAndGet();
      count++;
    }
    return count;
  }

  /** The versions never get fewer; each has its tarball and its time; tags point at versions. */
  private int readUntil(AtomicBoolean end) {
    int count = 0;
    int most = 0;
    while (!end.get()) {
      var answer = weir.get("busy");
      if (answer.statusCode() == 404) {
        assertThat(most).isZero();
        continue;
      }
      var document = JSON.readTree(answer.body());
      var versions = document.path("versions");
      assertThat(versions.size()).isGreaterThanOrEqualTo(most);
      most = versions.size();
      var latest = document.path("dist-tags").path("latest").asString("");
      assertThat(versions.has(latest)).as(latest).isTrue();
      assertThat(document.path("time").has(latest)).isTrue();
      var url = versions.path(latest).path("dist").path("tarball").asString("");
      assertThat(weir.getUrl(url).statusCode()).as(url).isEqualTo(200);
      count++;
    }
    return count;
  }
}
