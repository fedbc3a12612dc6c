package dev.weir.testing.documents;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A vulnerability that a registry knows of.
 *
 * @param versions the range of those that have it
 * @param severity low, moderate, high or critical
 */
public record Advisory(int id, String name, String versions, String severity, String title) {
  /** As an audit's answer has it. */
  public Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("id", id);
    document.put("url", "https://registry.example/advisories/" + id);
    document.put("title", title);
    document.put("severity", severity);
    document.put("vulnerable_versions", versions);
    document.put("cwe", List.of("CWE-1321"));
    document.put("cvss", Map.of("score", 7.4));
    return document;
  }
}
