/**
 * The daemon: reads settings, wires the parts, starts and stops them. The only package that sees
 * all the others.
 *
 * <p>Starting points: {@link dev.weir.daemon.ServeCommand} for the command line.
 */
@NullMarked
package dev.weir.daemon;

import org.jspecify.annotations.NullMarked;
