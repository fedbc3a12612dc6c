package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.Herd;
import dev.weir.testing.documents.PublishedVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * A package whose manifests together are longer than the heap of the smallest daemon, 160 MiB: what
 * is asked of it is answered, and what is to be changed of it is changed.
 */
class WidePackageIT {
  private static final int VERSIONS = 200;
  private static final int MANIFEST = 900_000;
  private static final String CONTROL =
      "v1/package%s?domain=local&repository=dev&format=npm&package=wide";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir Path data;
  private WeirProcess weir;
  private String registry;

  @BeforeEach
  void start() {
    weir =
        WeirProcess.serve(
            "--port=0",
            "--data=" + data.resolve("data"),
            "--set=memory.total=512MiB",
            "--set=storage.min-free=16MiB",
            "--set=private-scopes=@wide");
    registry = weir.registry();
  }

  @AfterEach
  void stop() {
    weir.close();
  }

  @Test
  void isPublishedReadChangedAndDeleted() {
    for (int i = 0; i < VERSIONS; i++) {
      assertAnswer(201, send("PUT", registry + "wide", document(i)));
    }

    read();
    change();
    delete();

    assertThat(weir.output()).doesNotContain("OutOfMemory", "no memory for a reply");
    assertThat(weir.terminate()).isZero();
  }

  private void read() {
    try (var herd = new Herd()) {
      var nobodys =
          IntStream.range(0, 48)
              .mapToObj(i -> URI.create(registry + "wide/-/nope-" + i + ".tgz"))
              .toList();
      assertThat(herd.get(nobodys)).allMatch(reply -> reply.is(404));
      var packuments = herd.get(4, URI.create(registry + "wide"), "Accept-Encoding", "gzip");
      assertThat(packuments).allMatch(reply -> reply.is(200));
      var forWriting = herd.get(1, URI.create(registry + "wide?write=true"));
      assertThat(forWriting)
          .allMatch(reply -> reply.is(200) && reply.bytes() > (long) VERSIONS * MANIFEST);
      var tarballs =
          IntStream.range(0, VERSIONS)
              .mapToObj(i -> URI.create(registry + "wide/-/wide-" + version(i) + ".tgz"))
              .toList();
      assertThat(herd.get(tarballs)).allMatch(reply -> reply.is(200));
    }
    assertThat(assertAnswer(200, send("GET", registry + "wide/latest", "")))
        .contains("\"version\":\"" + version(VERSIONS - 1) + "\"");
    assertThat(assertAnswer(200, send("GET", registry + "-/package/wide/dist-tags", "")))
        .contains("latest");
    assertThat(assertAnswer(200, send("GET", registry + "-/v1/search?text=wide", "")))
        .contains("wide");
  }

  private void change() {
    var all = IntStream.range(0, VERSIONS).mapToObj(WidePackageIT::version).toList();
    assertAnswer(201, send("PUT", registry + "-/package/wide/dist-tags/old", "\"1.0.0\""));
    assertAnswer(201, send("PUT", registry + "wide", deprecation(all)));
    assertThat(assertAnswer(200, send("GET", registry + "wide/1.0.0", "")))
        .contains("\"deprecated\":\"too wide\"");
    batch("/versions/update_status", all, Map.of("targetStatus", "Unlisted"));
    assertThat(assertAnswer(200, send("POST", control("/versions"), "{}"))).contains("Unlisted");
    assertAnswer(404, send("GET", registry + "wide", ""));
  }

  private void delete() {
    var half = IntStream.range(0, VERSIONS / 2).mapToObj(WidePackageIT::version).toList();
    batch("/versions/dispose", half.subList(0, 10), Map.of());
    batch("/versions/delete", half, Map.of());
    assertAnswer(200, send("DELETE", control(""), ""));
    assertAnswer(404, send("GET", registry + "wide?write=true", ""));
  }

  /** As many at a time as the API takes. */
  private void batch(String operation, List<String> versions, Map<String, Object> more) {
    for (int from = 0; from < versions.size(); from += 100) {
      var body = new LinkedHashMap<>(more);
      body.put("versions", versions.subList(from, Math.min(from + 100, versions.size())));
      var answer = assertAnswer(200, send("POST", control(operation), json(body)));
      assertThat(JsonMapper.shared().readTree(answer).path("failedVersions")).isEmpty();
    }
  }

  private static String version(int i) {
    return "1.0." + i;
  }

  private static String document(int i) {
    var version = version(i);
    return PublishedVersion.of("wide", version)
        .with("long", "x".repeat(MANIFEST))
        .withFile(
            "package/package.json",
            json(Map.of("name", "wide", "version", version))
                .getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .json();
  }

  private static String deprecation(List<String> versions) {
    var manifests = new LinkedHashMap<String, Object>();
    for (var version : versions) {
      manifests.put(version, Map.of("name", "wide", "version", version, "deprecated", "too wide"));
    }
    return json(Map.of("_id", "wide", "name", "wide", "versions", manifests));
  }

  private static String json(Object value) {
    return JsonMapper.shared().writeValueAsString(value);
  }

  private String control(String operation) {
    return URI.create(registry).resolve("/") + CONTROL.formatted(operation);
  }

  private static String assertAnswer(int status, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.uri() + " " + start(answer.body())).isEqualTo(status);
    return answer.body();
  }

  private static String start(String text) {
    return text.substring(0, Math.min(text.length(), 500));
  }

  private HttpResponse<String> send(String method, String uri, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(uri))
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
