/**
 * Freshness, negative entries, coalescing, write-through, the hot cache.
 *
 * <p>Starting points: {@link dev.weir.cache.Documents} (an origin's packuments as they are stored),
 * {@link dev.weir.cache.Tarballs} (flights and stored tarballs), {@link dev.weir.cache.HotCache}
 * (bodies ready to send).
 */
@NullMarked
package dev.weir.cache;

import org.jspecify.annotations.NullMarked;
