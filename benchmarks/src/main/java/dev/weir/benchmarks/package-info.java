/** JMH suites of the hot and the cold path. */
@NullMarked
package dev.weir.benchmarks;

import org.jspecify.annotations.NullMarked;
