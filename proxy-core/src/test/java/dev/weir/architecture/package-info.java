/** Holds the packages to the directions in which they may depend. */
@NullMarked
package dev.weir.architecture;

import org.jspecify.annotations.NullMarked;
