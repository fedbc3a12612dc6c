/**
 * The registry that all servers are put in front of: made-up packages of known sizes, in a process
 * of its own. Start with {@link dev.weir.compare.origin.Origin} and {@link
 * dev.weir.compare.origin.Fixture}.
 */
@NullMarked
package dev.weir.compare.origin;

import org.jspecify.annotations.NullMarked;
