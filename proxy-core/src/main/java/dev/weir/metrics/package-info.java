/**
 * Implements every package's listener with Micrometer; the only package that knows it.
 *
 * <p>Starting points: {@link dev.weir.metrics.Metric}, where every meter is declared; {@link
 * dev.weir.metrics.Meters}, which makes them and is scraped.
 */
@NullMarked
package dev.weir.metrics;

import org.jspecify.annotations.NullMarked;
