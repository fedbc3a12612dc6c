package dev.weir.npm;

import java.util.Optional;
import java.util.Set;

/**
 * What repositories of ours say of a package beside the versions that they show. Immutable.
 *
 * @param hidden versions that are in no packument, whichever source has them
 * @param top the package's own members, where no document of an origin gives them
 */
public record OwnPart(Set<String> hidden, Optional<Top> top) {
  /** Nothing. */
  public static final OwnPart NONE = new OwnPart(Set.of(), Optional.empty());

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

    /** The object's members, without its braces. */
    String members() {
      return json.substring(1, json.length() - 1);
    }
  }

  public OwnPart {
    hidden = Set.copyOf(hidden);
  }
}
