package dev.weir.npm;

import static java.util.Objects.requireNonNull;

import dev.weir.model.Integrity;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Renders as {@link PackumentPlan} should, on whole trees: slow, plain, and written apart from it.
 */
final class ReferenceRenderer {
  static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final String ATTESTATIONS = "/-/npm/v1/attestations/";
  private static final List<String> ABBREVIATED =
      List.of(
          ("name version deprecated dependencies optionalDependencies devDependencies"
                  + " bundleDependencies bundledDependencies peerDependencies peerDependenciesMeta"
                  + " acceptDependencies bin directories dist engines os cpu libc funding"
                  + " _hasShrinkwrap hasInstallScript")
              .split(" "));

  private final String name;
  private final String base;
  private final List<Given> sources;
  private final Map<String, Shown> shown = new LinkedHashMap<>();
  private final Map<String, Integer> told = new HashMap<>();
  private final Map<String, String> distTags;

  /** A document's text, or held manifests with their times. */
  sealed interface Given {
    String name();

    record Document(String name, JsonNode tree, Map<String, String> distTags) implements Given {}

    record Held(
        String name,
        List<HeldManifest> manifests,
        Map<String, String> distTags,
        List<String> tellers)
        implements Given {}
  }

  record HeldManifest(String version, JsonNode tree, @Nullable String publishedAt) {}

  private record Shown(int source, JsonNode manifest, @Nullable String time) {}

  ReferenceRenderer(String name, List<Given> sources, String base) {
    this.name = name;
    this.sources = sources;
    this.base = base;
    for (int s = 0; s < sources.size(); s++) {
      collect(s);
    }
    distTags =
        DistTags.merge(
            sources.stream().map(ReferenceRenderer::tags).toList(),
            new ArrayList<>(shown.keySet()),
            shown::containsKey);
  }

  int versions() {
    return shown.size();
  }

  Map<String, String> distTags() {
    return distTags;
  }

  JsonNode abbreviated() {
    var out = JSON.createObjectNode().put("name", name);
    var modified = modified();
    if (modified != null) {
      out.put("modified", modified);
    }
    out.set("dist-tags", JSON.valueToTree(distTags));
    var versions = out.putObject("versions");
    shown.forEach((version, s) -> versions.set(version, abbreviated(rewritten(s.manifest))));
    if (modified != null) {
      out.set("time", time());
    }
    return out;
  }

  JsonNode full() {
    var primary = primary();
    var out = primary == null ? plain() : (ObjectNode) primary.tree.deepCopy();
    boolean none = primary != null && distTags.isEmpty() && !out.has("dist-tags");
    if (!none && !JSON.valueToTree(distTags).equals(out.path("dist-tags"))) {
      out.set("dist-tags", JSON.valueToTree(distTags));
    }
    if (primary != null && isWholly(primary)) {
      shown.forEach(
          (version, s) -> ((ObjectNode) out.get("versions")).set(version, rewritten(s.manifest)));
      return out;
    }
    var versions = JSON.createObjectNode();
    shown.forEach((version, s) -> versions.set(version, rewritten(s.manifest)));
    out.set("versions", versions);
    if (out.has("time") || modified() != null) {
      out.set("time", time());
    }
    return out;
  }

  private ObjectNode plain() {
    return JSON.createObjectNode().put("_id", name).put("name", name);
  }

  /** Of latest, if that is a document's or was published; else of the nearest. */
  private Given.@Nullable Document primary() {
    var latest = distTags.get("latest");
    if (latest != null) {
      var source = sources.get(requireNonNull(shown.get(latest)).source);
      if (source instanceof Given.Document document) {
        return document;
      } else if (((Given.Held) source).tellers.isEmpty()) {
        return null;
      }
    }
    for (var source : sources) {
      if (source instanceof Given.Document document && !visible(document).isEmpty()) {
        return document;
      }
    }
    return shown.isEmpty() ? nearestDocument() : null;
  }

  private Given.@Nullable Document nearestDocument() {
    for (var source : sources) {
      if (source instanceof Given.Document document) {
        return document;
      }
    }
    return null;
  }

  private boolean isWholly(Given.Document document) {
    int s = sources.indexOf(document);
    return shown.values().stream().allMatch(version -> version.source == s)
        && shown.size() == document.tree.path("versions").size();
  }

  private void collect(int s) {
    for (var version : versions(s)) {
      if (shown.containsKey(version)) {
        continue;
      }
      int teller = teller(s, version);
      if (teller == s) {
        shown.put(version, of(s, version));
      } else {
        told.putIfAbsent(version, teller);
      }
    }
  }

  private Set<String> versions(int s) {
    if (sources.get(s) instanceof Given.Document document) {
      return visible(document);
    }
    var versions = new LinkedHashSet<String>();
    ((Given.Held) sources.get(s)).manifests.forEach(manifest -> versions.add(manifest.version));
    return versions;
  }

  private Shown of(int s, String version) {
    if (sources.get(s) instanceof Given.Document document) {
      var manifest = document.tree.get("versions").get(version);
      return new Shown(s, manifest, timeOf(document.tree, version));
    }
    return ((Given.Held) sources.get(s))
        .manifests.stream()
            .filter(manifest -> manifest.version.equals(version))
            .map(manifest -> new Shown(s, manifest.tree, manifest.publishedAt))
            .findFirst()
            .orElseThrow();
  }

  /** Who tells of a version that {@code s} has and nobody before it. */
  private int teller(int s, String version) {
    var known = told.get(version);
    if (known != null) {
      return known;
    } else if (sources.get(s) instanceof Given.Held held) {
      for (var name : held.tellers) {
        for (int t = 0; t < sources.size(); t++) {
          if (t != s && sources.get(t).name().equals(name) && hasSame(t, version, of(s, version))) {
            return t;
          }
        }
      }
    }
    return s;
  }

  private boolean hasSame(int t, String version, Shown held) {
    if (!versions(t).contains(version)) {
      return false;
    }
    var one = integrity(held.manifest);
    var other = integrity(of(t, version).manifest);
    return one.isEmpty()
        || other.isEmpty()
        || one.get().algorithm() != other.get().algorithm()
        || one.get().anyOf().stream().anyMatch(other.get()::accepts);
  }

  private static Optional<Integrity> integrity(JsonNode manifest) {
    var dist = manifest.path("dist");
    return text(dist.path("integrity"))
        .flatMap(Integrity::parse)
        .or(() -> text(dist.path("shasum")).flatMap(Integrity::ofShasum));
  }

  private static Optional<String> text(JsonNode node) {
    return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
  }

  Set<String> visible(Given.Document document) {
    var visible = new LinkedHashSet<String>();
    var versions = document.tree.path("versions");
    for (var entry : versions.properties()) {
      var tarball = entry.getValue().path("dist").path("tarball");
      if (isVersion(entry.getKey())
          && entry.getValue().isObject()
          && tarball.isString()
          && file(name, tarball.stringValue()) != null) {
        visible.add(entry.getKey());
      }
    }
    return visible;
  }

  private boolean isVersion(String version) {
    return !version.contains("%")
        && !version.contains("/")
        && ReferencePath.of(name + "/" + version).equals("manifest " + name + " " + version);
  }

  /** The last segment of a URL's path if a client can ask for it, as it stands. */
  static @Nullable String file(String name, String tarball) {
    var url = tarball.split("[?#]", 2)[0];
    int scheme = url.indexOf("://");
    var beyondScheme = scheme < 0 ? url : url.substring(scheme + 3);
    var file = beyondScheme.substring(beyondScheme.lastIndexOf('/') + 1);
    return beyondScheme.contains("/")
            && ReferencePath.of(name + "/-/" + file).startsWith("tarball " + name + " ")
        ? file
        : null;
  }

  private static Map<String, String> tags(Given source) {
    return source instanceof Given.Document document
        ? document.distTags
        : ((Given.Held) source).distTags;
  }

  /** The tags that a document has: only strings count. */
  static Map<String, String> tagsOf(JsonNode tree) {
    var tags = new LinkedHashMap<String, String>();
    for (var tag : tree.path("dist-tags").properties()) {
      if (tag.getValue().isString()) {
        tags.put(tag.getKey(), tag.getValue().stringValue());
      }
    }
    return tags;
  }

  /** {@code time.modified}, else the abbreviated form's own. */
  static @Nullable String modifiedOf(JsonNode tree) {
    var modified = timeOf(tree, "modified");
    return modified != null ? modified : time(tree.path("modified"));
  }

  static @Nullable String timeOf(JsonNode tree, String key) {
    return time(tree.path("time").path(key));
  }

  private static @Nullable String time(JsonNode time) {
    return time.isString() && time.stringValue().length() <= PublishTime.LONGEST
        ? time.stringValue()
        : null;
  }

  private JsonNode rewritten(JsonNode manifest) {
    var copy = manifest.deepCopy();
    var dist = (ObjectNode) copy.get("dist");
    dist.put("tarball", base + name + "/-/" + file(name, dist.get("tarball").stringValue()));
    var url = dist.path("attestations").path("url");
    int at = url.isString() ? url.stringValue().indexOf(ATTESTATIONS) : -1;
    if (at >= 0) {
      ((ObjectNode) dist.get("attestations"))
          .put("url", base + url.stringValue().substring(at + 1));
    }
    return copy;
  }

  private static JsonNode abbreviated(JsonNode manifest) {
    var out = JSON.createObjectNode();
    for (var member : manifest.properties()) {
      if (ABBREVIATED.contains(member.getKey())) {
        out.set(member.getKey(), member.getValue());
      }
    }
    if (!manifest.has("hasInstallScript") && runsAtInstall(manifest.path("scripts"))) {
      out.put("hasInstallScript", true);
    }
    return out;
  }

  static boolean runsAtInstall(JsonNode scripts) {
    for (var script : List.of("preinstall", "install", "postinstall")) {
      if (ReferenceDocument.isTruthy(scripts.path(script))) {
        return true;
      }
    }
    return false;
  }

  private JsonNode time() {
    var time = JSON.createObjectNode();
    var created = created();
    if (created != null) {
      time.put("created", created);
    }
    var modified = modified();
    if (modified != null) {
      time.put("modified", modified);
    }
    shown.forEach(
        (version, s) -> {
          if (s.time != null) {
            time.put(version, s.time);
          }
        });
    return time;
  }

  @Nullable String modified() {
    var candidates = new ArrayList<@Nullable String>();
    for (var source : contributors()) {
      if (source instanceof Given.Document document) {
        candidates.add(modifiedOf(document.tree));
        visible(document).forEach(version -> candidates.add(timeOf(document.tree, version)));
      } else if (source instanceof Given.Held held) {
        held.manifests.forEach(manifest -> candidates.add(manifest.publishedAt));
      }
    }
    return extreme(candidates, 1);
  }

  private @Nullable String created() {
    var candidates = new ArrayList<@Nullable String>();
    var held = new ArrayList<@Nullable String>();
    boolean anyDocument = false;
    for (var source : contributors()) {
      if (source instanceof Given.Document document) {
        anyDocument = true;
        candidates.add(timeOf(document.tree, "created"));
      } else if (source instanceof Given.Held h) {
        h.manifests.forEach(manifest -> held.add(manifest.publishedAt));
      }
    }
    return extreme(anyDocument ? candidates : held, -1);
  }

  private List<Given> contributors() {
    var contributors = new ArrayList<Given>();
    for (int s = 0; s < sources.size(); s++) {
      int source = s;
      if (shown.values().stream().anyMatch(version -> version.source == source)) {
        contributors.add(sources.get(s));
      }
    }
    return contributors;
  }

  private static @Nullable String extreme(List<@Nullable String> candidates, int direction) {
    String best = null;
    for (var candidate : candidates) {
      var instant = instant(candidate);
      var bestInstant = instant(best);
      if (instant != null
          && (bestInstant == null || instant.compareTo(bestInstant) * direction > 0)) {
        best = candidate;
      }
    }
    return best;
  }

  static @Nullable Instant instant(@Nullable String time) {
    try {
      return time == null ? null : OffsetDateTime.parse(time).toInstant();
    } catch (DateTimeException noTime) {
      return null;
    }
  }
}
