/**
 * Asks origins over HTTP: pool, deadlines, retries, circuit breaker; every answer is a value. The
 * only package that knows reactor-netty.
 *
 * <p>Starting points: {@link dev.weir.upstream.UpstreamClient}, {@link
 * dev.weir.upstream.UpstreamResponse}, {@link dev.weir.upstream.ReactorUpstreamClient}; within, in
 * the order of a request: {@code Fetch} (tries and redirects), {@code Exchange} (one hop), {@code
 * WireBody} and {@code DecodedBody}. What is decided on the way stands in pure classes named {@code
 * …Rules}, {@code OriginAddress} and {@code WebAddress}.
 */
@NullMarked
package dev.weir.upstream;

import org.jspecify.annotations.NullMarked;
