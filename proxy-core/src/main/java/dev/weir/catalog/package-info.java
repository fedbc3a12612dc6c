/**
 * Domains, repositories, upstream edges and external connections: one immutable snapshot in memory,
 * one record per domain on disk. The rules are pure functions; nothing here has threads of its own.
 *
 * <p>Starting points: {@link dev.weir.catalog.Catalog}, which holds the present {@link
 * dev.weir.catalog.CatalogSnapshot} and changes it; {@link dev.weir.catalog.SearchOrder}, the list
 * of places that a repository's answers come from.
 */
@NullMarked
package dev.weir.catalog;

import org.jspecify.annotations.NullMarked;
