package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.documents.PublishedVersion;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Many publish and many read at the same time. */
class PublishConcurrencyIT {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MANY = 16;

  /** What is published to, and a repository that has it for its upstream. */
  private static final String SHARED = "local/npm-store";

  private static final String DOWNSTREAM = "local/dev";

  /** {@code .ci/long} asks for a minute. */
  private static final int SECONDS = Integer.getInteger("weir.publish.seconds", 5);

  private final FixtureRegistry origin = FixtureRegistry.start();
  private final WeirUnderTest weir = WeirUnderTest.of(origin);
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
            HttpRequest.newBuilder(URI.create(weir.registry(SHARED) + version.name()))
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
      // Half of them through a repository downstream of the one that is published to.
      var reader = i % 2 == 0 ? SHARED : DOWNSTREAM;
      tasks.add(threads.submit(() -> readUntil(end, reader)));
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

  /**
   * The versions never get fewer; any one's tarball is there, as it says; tags point at versions.
   */
  private int readUntil(AtomicBoolean end, String repository) {
    int count = 0;
    int most = 0;
    while (!end.get()) {
      var answer = weir.getUrl(weir.registry(repository) + "busy");
      assertThat(answer.statusCode()).isEqualTo(200);
      var document = JSON.readTree(answer.body());
      var versions = document.path("versions");
      assertThat(versions.size()).isGreaterThanOrEqualTo(most);
      most = versions.size();
      var latest = document.path("dist-tags").path("latest").asString("");
      assertThat(versions.has(latest)).as(latest).isTrue();
      assertThat(document.path("time").has(latest)).isTrue();
      assertTarball(versions.path(latest).path("dist"));
      var names = List.copyOf(versions.propertyNames());
      var any = names.get(ThreadLocalRandom.current().nextInt(names.size()));
      assertTarball(versions.path(any).path("dist"));
      count++;
    }
    return count;
  }

  private void assertTarball(JsonNode dist) {
    var url = dist.path("tarball").asString("");
    var answer =
        weir.send(
            HttpRequest.newBuilder(URI.create(url)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).as(url).isEqualTo(200);
    assertThat("sha512-" + Base64.getEncoder().encodeToString(sha512(answer.body())))
        .as(url)
        .isEqualTo(dist.path("integrity").asString(""));
  }

  private static byte[] sha512(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-512").digest(bytes);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
