package dev.weir.resolve;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Versions of a package that are to be changed, all or none.
 *
 * @param versions each once
 * @param revisions the revision that a version must have, where one is given
 * @param status the status that all must have, if one is given
 */
public record Batch(List<String> versions, Map<String, String> revisions, Optional<String> status) {
  public Batch {
    versions = List.copyOf(versions);
    revisions = Map.copyOf(revisions);
  }
}
