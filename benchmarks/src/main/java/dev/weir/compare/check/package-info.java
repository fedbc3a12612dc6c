/**
 * Whether servers answer right: every target, with the workload's headers, compared with what the
 * origin has. Start with {@link dev.weir.compare.check.Checker}.
 */
@NullMarked
package dev.weir.compare.check;

import org.jspecify.annotations.NullMarked;
