/**
 * Processes: how they are started on a CPU of their own, watched, weighed and ended. Start with
 * {@link dev.weir.compare.process.Running}.
 */
@NullMarked
package dev.weir.compare.process;

import org.jspecify.annotations.NullMarked;
