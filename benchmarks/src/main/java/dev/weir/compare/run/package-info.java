/**
 * Measuring: which phases run in which order, what is checked between them, and when it has to end.
 * Start with {@link dev.weir.compare.run.HotRun}.
 */
@NullMarked
package dev.weir.compare.run;

import org.jspecify.annotations.NullMarked;
