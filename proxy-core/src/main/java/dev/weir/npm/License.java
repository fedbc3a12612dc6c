package dev.weir.npm;

import org.jspecify.annotations.Nullable;

/**
 * A license that a manifest names; at least one of the two is there.
 *
 * @param name SPDX's, mostly
 */
public record License(@Nullable String name, @Nullable String url) {}
