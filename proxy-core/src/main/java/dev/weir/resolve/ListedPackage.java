package dev.weir.resolve;

import dev.weir.model.PackageName;
import dev.weir.policy.OriginRestrictions;

/** A package that a repository has versions of, or had. */
public record ListedPackage(PackageName name, OriginRestrictions restrictions) {}
