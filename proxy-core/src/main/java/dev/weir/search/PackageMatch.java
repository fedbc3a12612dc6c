package dev.weir.search;

import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;

/**
 * A package that a search means.
 *
 * @param weight how well it fits, from 0 on
 */
public record PackageMatch(RepositoryId repository, PackageName name, double weight) {}
