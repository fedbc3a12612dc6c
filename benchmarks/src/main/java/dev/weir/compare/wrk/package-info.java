/**
 * The load generator wrk: its script, its run and its report. Start with {@link
 * dev.weir.compare.wrk.Wrk}.
 */
@NullMarked
package dev.weir.compare.wrk;

import org.jspecify.annotations.NullMarked;
