package dev.weir.testing.documents;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A package as a search's answer shows it. */
public final class SearchHit {
  private SearchHit() {}

  public static Map<String, Object> document(FixturePackage found) {
    var latest = found.distTags().getOrDefault("latest", "0.0.0");
    var shown = new LinkedHashMap<String, Object>();
    shown.put("name", found.name());
    shown.put("version", latest);
    shown.put("description", "Made up as " + found.name() + ", for tests");
    shown.put("keywords", List.of("fixture", found.basename()));
    shown.put("date", Packument.modified(found).toString());
    shown.put("links", Map.of("npm", "https://registry.example/package/" + found.name()));
    shown.put("publisher", Map.of("username", "fixture", "email", "fixture@registry.example"));
    shown.put(
        "maintainers", List.of(Map.of("username", "fixture", "email", "fixture@registry.example")));
    var hit = new LinkedHashMap<String, Object>();
    hit.put("package", shown);
    hit.put(
        "score",
        Map.of(
            "final", 0.5, "detail", Map.of("quality", 0.5, "popularity", 0.5, "maintenance", 0.5)));
    hit.put("searchScore", 0.001);
    return hit;
  }
}
