/**
 * What system tests are made of: an origin that does as it is told ({@link
 * dev.weir.testing.FixtureRegistry}), and clients ({@link dev.weir.testing.NpmClient}, {@link
 * dev.weir.testing.RawHttp}, {@link dev.weir.testing.Herd}).
 */
@NullMarked
package dev.weir.testing;

import org.jspecify.annotations.NullMarked;
