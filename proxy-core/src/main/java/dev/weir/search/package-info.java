/**
 * {@code npm search}: what a client asks for ({@link SearchQuery}), what its text means ({@link
 * SearchTerms}), what of it would tell a stranger a name ({@link ToldNames}), the index over
 * packages of our own ({@link PackageFinder}) and the answer in npm's form ({@link SearchHits}).
 *
 * <p>Nothing here reads a store or asks an origin; the index is filled by who does.
 */
@NullMarked
package dev.weir.search;

import org.jspecify.annotations.NullMarked;
