/**
 * Bytes that move on demand, and parts that stop in order.
 *
 * <p>Starting points: {@link dev.weir.io.ByteSource} (positional reads), {@link
 * dev.weir.io.ByteStream} (one pass), {@link dev.weir.io.AsyncCloseable}.
 */
@NullMarked
package dev.weir.io;

import org.jspecify.annotations.NullMarked;
