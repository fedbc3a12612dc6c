package dev.weir.npm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What repositories of ours say of a package beside the versions that they show. Immutable.
 *
 * @param hidden versions that are in no packument, whichever source has them
 * @param tops the package's own members as repositories have them, by the names of the sources,
 *     nearest first
 */
public record OwnPart(Set<String> hidden, Map<String, Top> tops) {
  /** Nothing. */
  public static final OwnPart NONE = new OwnPart(Set.of(), Map.of());

  /**
   * Members beside those that a packument has anyway.
   *
   * @param revision the value of {@code _rev}
   * @param json an object, as {@link #EMPTY} or longer, without white space around it
   */
  public record Top(String revision, String json) {
    /** An object without members. */
    public static final String EMPTY = "{}";

    public Top {
      if (!json.startsWith("{") || !json.endsWith("}")) {
        throw new IllegalArgumentException("json: %s (expected: an object)".formatted(json));
      }
    }

    private boolean says() {
      return !json.equals(EMPTY);
    }

    /** The object's members, without its braces. */
    String members() {
      return json.substring(1, json.length() - 1);
    }
  }

  public OwnPart {
    hidden = Set.copyOf(hidden);
    tops = Collections.unmodifiableMap(new LinkedHashMap<>(tops));
  }

  /** That of a source if it has one that says anything, else of the nearest that has. */
  Optional<Top> top(Optional<String> source) {
    return source
        .flatMap(name -> Optional.ofNullable(tops.get(name)))
        .filter(Top::says)
        .or(() -> tops.values().stream().filter(Top::says).findFirst())
        .or(() -> tops.values().stream().findFirst());
  }
}
