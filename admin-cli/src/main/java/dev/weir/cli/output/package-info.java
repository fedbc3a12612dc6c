/** How an answer looks: {@link dev.weir.cli.output.Table} for people, colours, sizes and times. */
@NullMarked
package dev.weir.cli.output;

import org.jspecify.annotations.NullMarked;
