/** Tests of the command line and of what the daemon does around its parts. */
@NullMarked
package dev.weir.daemon;

import org.jspecify.annotations.NullMarked;
