/** Running the JMH suites, and showing what came out. */
@NullMarked
package dev.weir.jmh;

import org.jspecify.annotations.NullMarked;
