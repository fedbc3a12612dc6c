package dev.weir.policy;

import java.util.Optional;

/**
 * What is known of a package in one repository, as far as its origin controls depend on it.
 *
 * @param set what an operator set, if anything
 * @param first where the first version that the repository had came from, if it ever had one
 * @param declaredPrivate whether the configuration says that the name is ours ({@code
 *     private-scopes})
 */
public record PackageFacts(
    Optional<OriginRestrictions> set, Optional<OriginType> first, boolean declaredPrivate) {
  /** Nothing is known. */
  public static final PackageFacts NOTHING =
      new PackageFacts(Optional.empty(), Optional.empty(), false);
}
