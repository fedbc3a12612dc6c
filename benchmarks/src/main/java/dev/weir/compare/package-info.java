/**
 * Weir beside other servers, on one machine, with the same requests: {@code
 * benchmarks/bin/compare}. Start with {@link dev.weir.compare.Compare}.
 */
@NullMarked
package dev.weir.compare;

import org.jspecify.annotations.NullMarked;
