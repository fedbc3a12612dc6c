package dev.weir.resolve;

import dev.weir.model.PackageName;
import java.util.Optional;

/**
 * Which names a listing shows, and where in the order of names the next of them can be, so that a
 * scan jumps over those between. Pure.
 *
 * <p>Names stand in the order of their bytes: first those that begin with a digit, then all with a
 * scope, then the other ones. A scope is everything up to a slash, and {@code 0} comes right after
 * the slash: {@code @a0} is behind all names of {@code @a}.
 *
 * @param scope what the scope, without its {@code @}, begins with; names without one are not meant
 *     then
 * @param base what the name without scope begins with; may be empty
 */
public record NameFilter(Optional<String> scope, String base) {
  /** Shows all. */
  public static final NameFilter ALL = new NameFilter(Optional.empty(), "");

  /** Whether any name can begin so; a prefix of other characters finds nothing. */
  boolean possible() {
    return isNamePart(scope.orElse("")) && isNamePart(base);
  }

  /**
   * The least text that is not before {@code name} and that a name meant here can begin with:
   * {@code name} itself if that is one. Empty if none can follow.
   */
  Optional<String> from(String name) {
    if (scope.isPresent()) {
      var first = "@" + scope.get();
      if (name.compareTo(first) < 0) {
        return Optional.of(first);
      }
      return name.startsWith(first) ? Optional.of(inScopes(name)) : Optional.empty();
    } else if (base.isEmpty()) {
      return Optional.of(name);
    }
    return name.startsWith("@") ? Optional.of(inScopes(name)) : plain(name);
  }

  private Optional<String> plain(String name) {
    if (name.startsWith(base)) {
      return Optional.of(name);
    }
    boolean scopesFollow = name.compareTo("@") < 0;
    boolean baseFollows = name.compareTo(base) < 0;
    if (scopesFollow && baseFollows) {
      return Optional.of(base.compareTo("@") < 0 ? base : "@");
    }
    return scopesFollow ? Optional.of("@") : Optional.of(base).filter(follows -> baseFollows);
  }

  private String inScopes(String name) {
    int slash = name.indexOf('/');
    if (slash < 0 || base.isEmpty()) {
      return name;
    }
    var wanted = name.substring(0, slash + 1) + base;
    if (name.startsWith(wanted)) {
      return name;
    }
    return name.compareTo(wanted) < 0 ? wanted : name.substring(0, slash) + '0';
  }

  boolean shows(PackageName name) {
    return scope
            .map(prefix -> name.scope().filter(s -> s.startsWith(prefix)).isPresent())
            .orElse(true)
        && name.basename().startsWith(base);
  }

  /** Any text that a name could have, made longer. */
  private static boolean isNamePart(String text) {
    return text.isEmpty() || PackageName.parse("x" + text).isPresent();
  }
}
