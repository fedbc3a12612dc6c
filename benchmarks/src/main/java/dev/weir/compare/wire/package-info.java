/**
 * HTTP/1.1 as bytes: a blocking client that shows exactly what a server sent, and the guard that
 * keeps every request on loopback. Start with {@link dev.weir.compare.wire.Wire}.
 */
@NullMarked
package dev.weir.compare.wire;

import org.jspecify.annotations.NullMarked;
