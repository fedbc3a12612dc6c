package dev.weir.testing;

import dev.weir.testing.documents.Attestation;
import dev.weir.testing.documents.SearchHit;
import dev.weir.testing.documents.SigningKey;
import dev.weir.testing.server.Page;
import dev.weir.testing.server.Seen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** What a registry has below {@code /-/}: advisories, keys, attestations, a search. */
final class MetaPages {
  static final String AUDIT = "/-/npm/v1/security/advisories/bulk";
  private static final String ATTESTATIONS = "/-/npm/v1/attestations/";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Shelf shelf;

  MetaPages(Shelf shelf) {
    this.shelf = shelf;
  }

  /** The page of a GET, or empty if there is none of that path. */
  Optional<Page> of(Seen request, String keyId) {
    var path = request.path();
    if (path.equals("/-/npm/v1/keys")) {
      return Optional.of(page(SigningKey.document(keyId)));
    } else if (path.equals("/-/v1/search")) {
      return Optional.of(search(request));
    }
    return path.startsWith(ATTESTATIONS)
        ? attestations(path.substring(ATTESTATIONS.length()))
        : Optional.empty();
  }

  /** Every advisory about a package that is named; anything but an audit is a 400. */
  Page audit(Seen request) {
    var answer = new LinkedHashMap<String, Object>();
    try {
      for (var asked : JSON.readTree(request.text()).properties()) {
        var known = shelf.advisories(asked.getKey());
        if (!known.isEmpty()) {
          answer.put(asked.getKey(), known.stream().map(a -> a.document()).toList());
        }
      }
      return page(answer);
    } catch (RuntimeException malformed) {
      return Page.json(400, "{\"error\":\"not an audit\"}");
    }
  }

  private Optional<Page> attestations(String spec) {
    int at = spec.lastIndexOf('@');
    if (at <= 0) {
      return Optional.empty();
    }
    var name = spec.substring(0, at);
    var version = spec.substring(at + 1);
    return shelf
        .find(name)
        .filter(
            found ->
                found.from().resolved().stream()
                    .anyMatch(v -> v.version().equals(version) && v.attested()))
        .map(found -> page(Attestation.document(name, version)));
  }

  private Page search(Seen request) {
    var text = request.query("text").orElse("");
    int from = Integer.parseInt(request.query("from").orElse("0"));
    int size = Integer.parseInt(request.query("size").orElse("20"));
    var all =
        shelf.all().stream()
            .filter(found -> found.name().contains(text))
            .map(SearchHit::document)
            .toList();
    var shown = all.stream().skip(from).limit(size).toList();
    return page(Map.of("objects", shown, "total", all.size(), "time", "2026-01-01T00:00:00.000Z"));
  }

  private static Page page(Object document) {
    return Page.of(200, "application/json", JSON.writeValueAsBytes(document))
        .header("Cache-Control", "public, max-age=300");
  }

  /** The names that an audit asked about. */
  static List<String> asked(Seen request) {
    return List.copyOf(JSON.readTree(request.text()).propertyNames());
  }
}
