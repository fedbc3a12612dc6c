/**
 * {@code weir prewarm}: has a repository fetch what lockfiles name, before anybody waits for it.
 * {@link dev.weir.cli.prewarm.PrewarmVerb} reads the command line, {@code Prewarming} does the
 * work.
 */
@NullMarked
package dev.weir.cli.prewarm;

import org.jspecify.annotations.NullMarked;
