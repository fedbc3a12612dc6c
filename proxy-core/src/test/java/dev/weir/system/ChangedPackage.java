package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.documents.PublishedVersion;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A package that is changed in dev and copied to npm-store, and what is known of it: what was
 * answered must be so, what was asked for and not answered may be so or not. For one thread.
 */
final class ChangedPackage {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final String name;
  private final PackageRequests requests;

  /** By version: whether clients see it; null where a killed daemon was asked to change it. */
  private final Map<String, Boolean> there = new LinkedHashMap<>();

  /** The same of copies in npm-store. */
  private final Map<String, Boolean> copied = new LinkedHashMap<>();

  /** Known to be hidden by their status: they may be shown again. */
  private final List<String> archived = new ArrayList<>();

  /** By dist-tag: its version; absent where a killed daemon was asked to change it. */
  private final Map<String, String> tags = new LinkedHashMap<>();

  /** What was to be changed together when a daemon was killed, in which of the two maps. */
  private List<String> together = List.of();

  private Map<String, Boolean> togetherIn = copied;

  /** What was to be published to both when a daemon was killed. */
  private String everywhere = "";

  private int next;
  private int answered;

  ChangedPackage(String name) {
    this.name = name;
    this.requests = new PackageRequests(name);
  }

  int answered() {
    return answered;
  }

  /** Changes one thing after the other until the daemon is killed. */
  void changeUntilKilled(String registry, Random random) {
    try {
      for (int i = 0; i < 1000; i++) {
        change(registry, random);
      }
    } catch (UncheckedIOException killed) {
      // As it should be.
    }
  }

  void change(String registry, Random random) {
    var known = known(there);
    int chance = random.nextInt(12);
    if (known.size() < 4 || chance < 3) {
      publish(registry, chance == 0);
    } else if (chance == 3) {
      publishToBoth(registry);
    } else if (chance == 4) {
      unpublish(registry, any(known, random));
    } else if (chance == 5) {
      tag(registry, any(known, random));
    } else if (chance == 6) {
      status(registry, known.subList(0, 2), "Archived");
    } else if (chance == 7 && !archived.isEmpty()) {
      status(registry, List.copyOf(archived), "Published");
    } else if (chance == 8) {
      dispose(registry, any(known, random));
    } else if (chance == 9 && known(copied).size() > 3) {
      deleteCopies(registry, known(copied).subList(0, 2));
    } else if (chance == 10 && known(copied).size() > 5) {
      deletePackage(registry);
    } else {
      copy(registry, List.of(known.get(0), known.get(known.size() - 1)));
    }
    answered++;
  }

  private static String any(List<String> versions, Random random) {
    return versions.get(random.nextInt(versions.size()));
  }

  private static List<String> known(Map<String, Boolean> versions) {
    return versions.entrySet().stream()
        .filter(each -> Boolean.TRUE.equals(each.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  // Changes of one version.

  private void publish(String registry, boolean attested) {
    var version = "1.0." + next++;
    there.put(version, null);
    tags.remove("latest");
    var answer = requests.put(registry, attested ? attested(version) : version(version).json());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    there.put(version, true);
  }

  private String attested(String version) {
    var document = version(version).document();
    @SuppressWarnings("unchecked") // As PublishedVersion makes it.
    var attachments = (Map<String, Object>) Objects.requireNonNull(document.get("_attachments"));
    var payload =
        Base64.getEncoder()
            .encodeToString(
                "{\"predicateType\":\"https://slsa.example/provenance/v1\"}"
                    .getBytes(StandardCharsets.UTF_8));
    var bundle = "{\"dsseEnvelope\":{\"payload\":\"" + payload + "\"}}";
    attachments.put(
        "%s-%s.sigstore".formatted(name, version),
        Map.of("content_type", "application/json", "data", bundle, "length", bundle.length()));
    return PublishedVersion.json(document);
  }

  private void publishToBoth(String registry) {
    var version = "1.0." + next++;
    everywhere = version;
    there.put(version, null);
    copied.put(version, null);
    var answer = requests.publishToBoth(registry, version(version));
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    there.put(version, true);
    copied.put(version, true);
    everywhere = "";
  }

  /** As npm unpublishes a version. */
  private void unpublish(String registry, String version) {
    var document = (ObjectNode) JSON.readTree(requests.toWrite(registry).body());
    ((ObjectNode) document.path("versions")).remove(version);
    ((ObjectNode) document.path("dist-tags")).remove("latest");
    there.put(version, null);
    forgetTagsOf(List.of(version));
    var answer =
        requests.replace(registry, document.path("_rev").stringValue(), document.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    there.put(version, false);
  }

  private void tag(String registry, String version) {
    tags.remove("stable");
    var answer = requests.tag(registry, "stable", version);
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    tags.put("stable", version);
  }

  private void forgetTagsOf(List<String> versions) {
    tags.values().removeAll(versions);
  }

  // Changes of several, all or none.

  private void status(String registry, List<String> versions, String status) {
    boolean shown = status.equals("Published");
    archived.removeAll(versions);
    forgetTagsOf(versions);
    inDev(
        registry,
        "update_status",
        versions,
        Map.of("versions", versions, "targetStatus", status),
        shown);
    if (!shown) {
      archived.addAll(versions);
    }
  }

  private void dispose(String registry, String version) {
    forgetTagsOf(List.of(version));
    var versions = List.of(version);
    inDev(registry, "dispose", versions, Map.of("versions", versions), false);
  }

  private void inDev(
      String registry,
      String operation,
      List<String> versions,
      Map<String, ?> body,
      boolean after) {
    begin(there, versions, after);
    var query = operation + "?domain=local&repository=dev";
    end(requests.versions(registry, query, body), versions, after);
  }

  private void copy(String registry, List<String> versions) {
    begin(copied, versions, true);
    var operation = "copy?domain=local&source-repository=dev&destination-repository=npm-store";
    var body = Map.of("versions", versions, "allowOverwrite", true);
    end(requests.versions(registry, operation, body), versions, true);
  }

  private void deleteCopies(String registry, List<String> versions) {
    begin(copied, versions, false);
    var operation = "delete?domain=local&repository=npm-store";
    end(requests.versions(registry, operation, Map.of("versions", versions)), versions, false);
  }

  private void deletePackage(String registry) {
    var versions = known(copied);
    begin(copied, versions, false);
    var answer = requests.deletePackage(registry, "npm-store");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    end(versions, false);
  }

  private void begin(Map<String, Boolean> in, List<String> versions, boolean after) {
    togetherIn = in;
    together =
        versions.stream()
            .filter(version -> !Boolean.valueOf(after).equals(in.getOrDefault(version, false)))
            .toList();
    versions.forEach(version -> in.put(version, null));
  }

  private void end(HttpResponse<String> answer, List<String> versions, boolean after) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"failedVersions\":{}");
    end(versions, after);
  }

  private void end(List<String> versions, boolean after) {
    versions.forEach(version -> togetherIn.put(version, after));
    together = List.of();
  }

  // What came of it.

  /** What is shown and served is what was answered, and whole. */
  void check(String registry) {
    check(registry, there);
    check(registry.replace("/dev/", "/npm-store/"), copied);
    assertThat(together.stream().map(togetherIn::get).distinct())
        .as("%s, all or none", together)
        .hasSizeLessThan(2);
    together = List.of();
    if (!everywhere.isEmpty()) {
      assertThat(copied.get(everywhere))
          .as("%s, in both or in none", everywhere)
          .isEqualTo(there.get(everywhere));
      everywhere = "";
    }
  }

  private void check(String registry, Map<String, Boolean> expected) {
    var packument = requests.packument(registry);
    var shown = new TreeSet<String>();
    var now = JSON.createObjectNode();
    if (packument.statusCode() == 200) {
      now = (ObjectNode) JSON.readTree(packument.body());
      now.path("versions").propertyNames().forEach(shown::add);
    }
    for (var each : expected.entrySet()) {
      var version = each.getKey();
      if (each.getValue() != null) {
        assertThat(shown.contains(version)).as(version).isEqualTo(each.getValue());
      }
      assertTarball(registry, version, shown.contains(version));
      boolean says = now.path("versions").path(version).path("dist").has("attestations");
      assertThat(requests.attestations(registry, version).statusCode() == 200)
          .as("attestations of " + version)
          .isEqualTo(says);
      each.setValue(shown.contains(version));
    }
    var shownTags = now.path("dist-tags");
    for (var tag : shownTags.propertyNames()) {
      assertThat(shown).as(tag).contains(shownTags.path(tag).asString(""));
    }
    if (expected == there) {
      tags.forEach((tag, to) -> assertThat(shownTags.path(tag).asString("")).isEqualTo(to));
    }
  }

  private void assertTarball(String registry, String version, boolean shown) {
    var tarball = requests.tarball(registry, version);
    assertThat(tarball.statusCode()).as(version).isEqualTo(shown ? 200 : 404);
    if (shown) {
      assertThat(tarball.body()).isEqualTo(version(version).tarball());
    }
  }

  private PublishedVersion version(String version) {
    return PublishedVersion.of(name, version)
        .withFile(
            "package/big.bin",
            (name + version + "\n").repeat(20_000).getBytes(StandardCharsets.UTF_8));
  }
}
