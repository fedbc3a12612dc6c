/** Judges a package, or a version of one, from facts. Pure: no clock, no I/O, no state. */
@NullMarked
package dev.weir.policy;

import org.jspecify.annotations.NullMarked;
