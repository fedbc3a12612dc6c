package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.documents.PublishedVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Published packages and what is known of them: what was answered must be so, what was asked for
 * and not answered may be so or not.
 */
final class ChangedPackages {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String NAME = "@kill/pkg";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** By version: whether it is there; null where a killed daemon was asked to change it. */
  private final Map<String, Boolean> there = new LinkedHashMap<>();

  /** The same of copies in another repository. */
  private final Map<String, Boolean> copied = new LinkedHashMap<>();

  /** What was to be changed together when a daemon was killed. */
  private List<String> together = List.of();

  /** What was to be published to both when a daemon was killed. */
  private String everywhere = "";

  private int next;
  private int answered;

  int answered() {
    return answered;
  }

  /** Changes one thing, and one after the other for so many milliseconds; then it is killed. */
  void changeUntilKilled(WeirProcess weir, int millis, Random random) {
    var registry = weir.registry();
    change(registry, random);
    var killer =
        new Thread(
            () -> {
              try {
                Thread.sleep(millis);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              weir.close();
            });
    killer.start();
    try {
      for (int i = 0; i < 1000; i++) {
        change(registry, random);
      }
    } catch (UncheckedIOException killed) {
      // As it should be.
    }
    join(killer);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void change(String registry, Random random) {
    var known = known(there);
    int chance = random.nextInt(6);
    if (known.size() > 3 && chance < 2) {
      delete(registry, known.get(random.nextInt(known.size())));
    } else if (known.size() > 3 && chance == 2) {
      copy(registry, List.of(known.get(0), known.get(known.size() - 1)));
    } else if (known(copied).size() > 3 && chance == 3) {
      deleteCopies(registry, known(copied).subList(0, 2));
    } else if (chance == 4) {
      publishToBoth(registry);
    } else {
      publish(registry);
    }
    answered++;
  }

  private static List<String> known(Map<String, Boolean> versions) {
    return versions.entrySet().stream()
        .filter(each -> Boolean.TRUE.equals(each.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private void copy(String registry, List<String> versions) {
    changeTogether(
        registry,
        "copy?domain=local&source-repository=dev&destination-repository=npm-store",
        versions,
        true);
  }

  private void deleteCopies(String registry, List<String> versions) {
    changeTogether(registry, "delete?domain=local&repository=npm-store", versions, false);
  }

  private void changeTogether(
      String registry, String operation, List<String> versions, boolean after) {
    var before = new LinkedHashMap<String, Boolean>();
    versions.forEach(version -> before.put(version, copied.getOrDefault(version, false)));
    together =
        versions.stream().filter(v -> !Boolean.valueOf(after).equals(before.get(v))).toList();
    versions.forEach(version -> copied.put(version, null));
    var answer =
        exchange(
            HttpRequest.newBuilder(
                    URI.create(
                        registry.replaceAll("/npm/.*", "/v1/package/versions/" + operation)
                            + "&format=npm&namespace=kill&package=pkg"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        JSON.writeValueAsString(Map.of("versions", versions))))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"failedVersions\":{}");
    versions.forEach(version -> copied.put(version, after));
    together = List.of();
  }

  private void publish(String registry) {
    var version = "1.0." + next++;
    there.put(version, null);
    var answer = send("PUT", registry + NAME.replace("/", "%2f"), version(version).json());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    there.put(version, true);
  }

  /** As {@code weir publish-to} does it. */
  private void publishToBoth(String registry) {
    var version = "1.0." + next++;
    everywhere = version;
    there.put(version, null);
    copied.put(version, null);
    var url = registry.replaceAll("/npm/.*", "/weir/v1/publish");
    var answer =
        exchange(
            HttpRequest.newBuilder(
                    URI.create(url + "?repository=local/dev&repository=local/npm-store"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(version(version).tarball()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    there.put(version, true);
    copied.put(version, true);
    everywhere = "";
  }

  /** As npm unpublishes a version. */
  private void delete(String registry, String version) {
    var path = registry + NAME.replace("/", "%2f");
    var packument = send("GET", path + "?write=true", "");
    var document = (ObjectNode) JSON.readTree(packument.body());
    ((ObjectNode) document.path("versions")).remove(version);
    var tags = (ObjectNode) document.path("dist-tags");
    tags.remove("latest");
    there.put(version, null);
    var answer =
        send("PUT", path + "/-rev/" + document.path("_rev").stringValue(), document.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    there.put(version, false);
  }

  /** What is shown and served is what was answered, and whole. */
  void check(String registry) {
    check(registry, there);
    check(registry.replace("/dev/", "/npm-store/"), copied);
    var group = together.stream().map(copied::get).distinct().toList();
    assertThat(group).as("%s, all or none", together).hasSizeLessThan(2);
    together = List.of();
    if (!everywhere.isEmpty()) {
      assertThat(copied.get(everywhere))
          .as("%s, in both or in none", everywhere)
          .isEqualTo(there.get(everywhere));
      everywhere = "";
    }
  }

  private void check(String registry, Map<String, Boolean> expected) {
    var packument = send("GET", registry + NAME.replace("/", "%2f"), "");
    var shown = new TreeSet<String>();
    if (packument.statusCode() == 200) {
      JSON.readTree(packument.body()).path("versions").propertyNames().forEach(shown::add);
    }
    for (var each : expected.entrySet()) {
      var version = each.getKey();
      if (each.getValue() != null) {
        assertThat(shown.contains(version)).as(version).isEqualTo(each.getValue());
      }
      var tarball = bytes(registry + NAME + "/-/pkg-" + version + ".tgz");
      assertThat(tarball.statusCode()).as(version).isEqualTo(shown.contains(version) ? 200 : 404);
      if (tarball.statusCode() == 200) {
        assertThat(tarball.body()).isEqualTo(version(version).tarball());
      }
      each.setValue(shown.contains(version));
    }
    if (!shown.isEmpty()) {
      var document = JSON.readTree(packument.body());
      assertThat(shown).contains(text(document.path("dist-tags").path("latest")));
    }
  }

  private static String text(JsonNode node) {
    return node.asString("");
  }

  private static PublishedVersion version(String version) {
    return PublishedVersion.of(NAME, version)
        .withFile(
            "package/big.bin", (version + "\n").repeat(20_000).getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> send(String method, String url, String body) {
    return exchange(
        HttpRequest.newBuilder(URI.create(url))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<byte[]> bytes(String url) {
    return exchange(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> body) {
    try {
      return http.send(request, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
