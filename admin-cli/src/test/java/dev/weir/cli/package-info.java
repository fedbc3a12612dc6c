/** Tests of the command line and of its launcher. */
@NullMarked
package dev.weir.cli;

import org.jspecify.annotations.NullMarked;
