/**
 * Load that wrk cannot make: an even rate measured from when each request was due ({@link
 * dev.weir.compare.load.Pace}), many clients that want one thing at the same moment ({@link
 * dev.weir.compare.load.Stampede}), and a cache filled from nothing ({@link
 * dev.weir.compare.load.Fill}). Every byte that comes back is checked.
 */
@NullMarked
package dev.weir.compare.load;

import org.jspecify.annotations.NullMarked;
