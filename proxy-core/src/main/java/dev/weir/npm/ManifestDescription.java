package dev.weir.npm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * What a manifest tells people about its version. Manifests of two decades are read: a repository
 * may be a text or an object, a license a text, an object or a list of those. What is of none of
 * these forms counts as absent.
 */
public record ManifestDescription(
    Optional<String> summary,
    Optional<String> homePage,
    Optional<String> sourceCodeRepository,
    List<License> licenses) {
  private static final Set<String> READ =
      Set.of("description", "homepage", "repository", "license", "licenses");

  public ManifestDescription {
    licenses = List.copyOf(licenses);
  }

  /**
   * Reads a manifest; never fails.
   *
   * @param manifest a JSON object
   */
  public static ManifestDescription of(byte[] manifest) {
    var values = ManifestValues.of(manifest, READ);
    return new ManifestDescription(
        text(values.get("description")),
        first(values.get("homepage")).flatMap(ManifestDescription::text),
        first(values.get("repository")).flatMap(ManifestDescription::address),
        licenses(values));
  }

  private static List<License> licenses(ManifestValues values) {
    var found = new ArrayList<License>();
    for (var member : List.of("license", "licenses")) {
      elements(values.get(member)).forEach(one -> license(one).ifPresent(found::add));
    }
    return found.stream().distinct().toList();
  }

  private static Optional<License> license(JsonNode one) {
    var name = text(one).or(() -> text(one.path("type"))).or(() -> text(one.path("name")));
    var url = text(one.path("url"));
    return name.isPresent() || url.isPresent()
        ? Optional.of(new License(name.orElse(null), url.orElse(null)))
        : Optional.empty();
  }

  private static Optional<String> address(JsonNode repository) {
    return text(repository).or(() -> text(repository.path("url")));
  }

  private static Optional<JsonNode> first(JsonNode value) {
    return elements(value).stream().findFirst();
  }

  /** Those of a list, or the one value. */
  private static List<JsonNode> elements(JsonNode value) {
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false).toList()
        : List.of(value);
  }

  private static Optional<String> text(JsonNode node) {
    return node.isString() && !node.asString().isBlank()
        ? Optional.of(JsonText.wellFormed(node.asString()))
        : Optional.empty();
  }
}
