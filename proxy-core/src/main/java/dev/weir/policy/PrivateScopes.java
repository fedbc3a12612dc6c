package dev.weir.policy;

import dev.weir.model.PackageName;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Scopes whose packages are all ours, whether or not there are any yet, in upper and in lower case.
 * Immutable.
 */
public final class PrivateScopes {
  /** None. */
  public static final PrivateScopes NONE = new PrivateScopes(Set.of());

  private final Set<String> scopes;

  private PrivateScopes(Set<String> scopes) {
    this.scopes = scopes;
  }

  /**
   * Of these scopes.
   *
   * @param scopes with their {@code @}
   */
  public static PrivateScopes of(Collection<String> scopes) {
    return new PrivateScopes(
        scopes.stream()
            .map(scope -> folded(scope.substring(1)))
            .collect(Collectors.toUnmodifiableSet()));
  }

  public boolean cover(PackageName name) {
    return !scopes.isEmpty()
        && name.scope().map(PrivateScopes::folded).filter(scopes::contains).isPresent();
  }

  /** The scopes, without their {@code @} and in lower case. */
  public Set<String> names() {
    return scopes;
  }

  private static String folded(String scope) {
    return scope.toLowerCase(Locale.ROOT);
  }
}
