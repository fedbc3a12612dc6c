/** The {@code weir} command: a client of the daemon, over HTTP only. */
@NullMarked
package dev.weir.cli;

import org.jspecify.annotations.NullMarked;
