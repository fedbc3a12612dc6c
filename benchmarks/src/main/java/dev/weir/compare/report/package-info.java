/**
 * What was measured, as JSON, as a Markdown table and as plots. Start with {@link
 * dev.weir.compare.report.Results} and {@link dev.weir.compare.report.ResultFolder}.
 */
@NullMarked
package dev.weir.compare.report;

import org.jspecify.annotations.NullMarked;
