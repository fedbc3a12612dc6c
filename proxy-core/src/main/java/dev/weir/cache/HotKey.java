package dev.weir.cache;

import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;

/**
 * Names what is sent: all that changes its bytes or who may have it.
 *
 * @param item a tarball's file name, or a packument's form and coding
 * @param base the base URL that the body names; empty for a tarball
 */
public record HotKey(RepositoryId repository, PackageName name, String item, String base) {}
