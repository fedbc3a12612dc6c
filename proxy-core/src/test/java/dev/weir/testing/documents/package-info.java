/**
 * Makes npm's documents and tarballs out of a description and a seed: start at {@link
 * dev.weir.testing.documents.FixturePackage}. Pure functions; the same seed gives the same bytes.
 */
@NullMarked
package dev.weir.testing.documents;

import org.jspecify.annotations.NullMarked;
