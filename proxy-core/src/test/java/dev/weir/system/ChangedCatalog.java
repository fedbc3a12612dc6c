package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The domain {@code kill} of a daemon that is killed, and what must be in it afterwards. Three
 * clients change it at the same time, each one thing again and again, numbered: a repository's
 * description together with its upstreams, five tags of the domain at once, and a repository that
 * is deleted with its packages.
 */
final class ChangedCatalog {
  private static final String DOMAIN = "v1/domain?domain=kill";
  private static final String REPOSITORY = "v1/repository?domain=kill&repository=";
  private static final String ARN = "arn:aws:codeartifact:us-east-1:000000000000:domain/kill";

  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger updated = new AtomicInteger();
  private final AtomicInteger tagged = new AtomicInteger();
  private int answered;
  private int deletions;

  /** Whether the deletion of this round was answered; written by its client. */
  private volatile boolean deleted;

  int answered() {
    return answered;
  }

  int deletions() {
    return deletions;
  }

  /** The domain as it is before the first round. */
  void create(String registry) throws Exception {
    var root = root(registry);
    assertThat(send(root, "POST", DOMAIN, "{}")).isEqualTo(200);
    for (var name : List.of("a1", "a2", "b1", "b2", "app", "kept", "doomed")) {
      assertThat(send(root, "POST", REPOSITORY + name, "{}")).isEqualTo(200);
    }
    assertThat(update(root, 0)).isEqualTo(200);
    assertThat(tag(root, 0)).isEqualTo(200);
  }

  /** Changes it until the daemon is gone, which is {@code millis} after all three began. */
  void changeUntilKilled(WeirProcess weir, int millis) throws Exception {
    var root = root(weir.registry());
    deleted = false;
    int before = updated.get() + tagged.get();
    // One of each first: a daemon that has just started takes longer than it is left to live.
    assertThat(update(root, updated.get() + 1)).isEqualTo(200);
    updated.incrementAndGet();
    assertThat(tag(root, tagged.get() + 1)).isEqualTo(200);
    tagged.incrementAndGet();
    var clients =
        List.of(
            new Thread(() -> repeat(updated, number -> update(root, number))),
            new Thread(() -> repeat(tagged, number -> tag(root, number))),
            new Thread(() -> delete(root)));
    clients.forEach(Thread::start);
    // The moment is what is tested here, so it is waited for and not for an event.
    clients.get(0).join(Math.max(1, millis));
    ProcessHandle.of(weir.pid()).orElseThrow().destroyForcibly();
    for (var client : clients) {
      client.join(TimeUnit.SECONDS.toMillis(30));
      assertThat(client.isAlive()).isFalse();
    }
    answered += updated.get() + tagged.get() - before;
  }

  /** Looks at all of it; whether the repository that was to be deleted is still there. */
  boolean check(String registry) throws Exception {
    var root = root(registry);
    var app = get(root, REPOSITORY + "app").at("/repository");
    int number = app.at("/description").asInt();
    assertThat(number).isBetween(updated.get(), updated.get() + 1);
    var upstreams =
        app.at("/upstreams").valueStream().map(u -> u.at("/repositoryName").asString()).toList();
    assertThat(upstreams).isEqualTo(upstreams(number));
    updated.set(number);

    var tags = new TreeSet<Integer>();
    var list = post(root, "v1/tags?resourceArn=" + ARN).at("/tags");
    assertThat(list.size()).isEqualTo(5);
    list.valueStream().forEach(tag -> tags.add(tag.at("/value").asInt()));
    assertThat(tags).as("five tags of one change").hasSize(1);
    assertThat(tags.first()).isBetween(tagged.get(), tagged.get() + 1);
    tagged.set(tags.first());

    boolean there = send(root, "GET", REPOSITORY + "doomed", "") == 200;
    assertThat(there && deleted).as("there after its deletion was answered").isFalse();
    deletions += there ? 0 : 1;
    return there;
  }

  /** Makes the repository that will be deleted next, if it is not there. */
  void createDoomedAnew(String registry) throws Exception {
    assertThat(send(root(registry), "POST", REPOSITORY + "doomed", "{}")).isIn(200, 409);
  }

  /** Numbered changes; the counter is the last that was answered. */
  private static void repeat(AtomicInteger counter, Change change) {
    try {
      while (change.make(counter.get() + 1) == 200) {
        counter.incrementAndGet();
      }
    } catch (IOException gone) {
      // Killed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void delete(String root) {
    try {
      deleted = send(root, "DELETE", REPOSITORY + "doomed", "") == 200;
    } catch (IOException gone) {
      // Killed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @FunctionalInterface
  private interface Change {
    int make(int number) throws IOException, InterruptedException;
  }

  private int update(String root, int number) throws IOException, InterruptedException {
    var upstreams =
        upstreams(number).stream()
            .map("{\"repositoryName\":\"%s\"}"::formatted)
            .collect(Collectors.joining(","));
    return send(
        root,
        "PUT",
        REPOSITORY + "app",
        "{\"description\":\"%d\",\"upstreams\":[%s]}".formatted(number, upstreams));
  }

  private int tag(String root, int number) throws IOException, InterruptedException {
    var tags =
        IntStream.range(0, 5)
            .mapToObj(i -> "{\"key\":\"k%d\",\"value\":\"%d\"}".formatted(i, number))
            .collect(Collectors.joining(","));
    return send(root, "POST", "v1/tag?resourceArn=" + ARN, "{\"tags\":[%s]}".formatted(tags));
  }

  private static List<String> upstreams(int number) {
    return number % 2 == 0 ? List.of("a1", "a2") : List.of("b1", "b2");
  }

  private JsonNode get(String root, String path) throws Exception {
    return read(root, "GET", path);
  }

  private JsonNode post(String root, String path) throws Exception {
    return read(root, "POST", path);
  }

  private JsonNode read(String root, String method, String path) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(root + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    var reply = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(reply.statusCode()).as(path).isEqualTo(200);
    return JsonMapper.shared().readTree(reply.body());
  }

  private int send(String root, String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(root + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("content-type", "application/json")
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private static String root(String registry) {
    return registry.substring(0, registry.indexOf("npm/"));
  }
}
