/**
 * What the servers are asked: targets, headers, and what must come back. Start with {@link
 * dev.weir.compare.workload.Workload}.
 */
@NullMarked
package dev.weir.compare.workload;

import org.jspecify.annotations.NullMarked;
