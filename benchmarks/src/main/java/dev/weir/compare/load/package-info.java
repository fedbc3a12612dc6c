/**
 * Load that wrk cannot make: an even rate measured from when each request was due ({@link
 * dev.weir.compare.load.Pace}), many clients that want one thing at the same moment ({@link
 * dev.weir.compare.load.Stampede}), and a cache filled from nothing ({@link
 * dev.weir.compare.load.Fill}). Tarballs and hot packuments are compared byte by byte, a herd's
 * packuments with each other; packuments that fill a cache are only checked for status and framing.
 */
@NullMarked
package dev.weir.compare.load;

import org.jspecify.annotations.NullMarked;
