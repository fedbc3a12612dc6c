/** Tests of {@code weir prewarm}. */
@NullMarked
package dev.weir.cli.prewarm;

import org.jspecify.annotations.NullMarked;
