/**
 * The Netty server: connections, routing, limits, replies, flow control; knows no npm.
 *
 * <p>Starting points: {@link dev.weir.http.HttpServer} and its {@link dev.weir.http.Routes}, what a
 * handler sees ({@link dev.weir.http.Handler}, {@link dev.weir.http.Request}, {@link
 * dev.weir.http.Reply}), and the inside, in the order of a request: {@code Connections}, {@code
 * HttpConnection}, {@code RequestHead}, {@code Exchange}, {@code BodyWriter}.
 */
@NullMarked
package dev.weir.http;

import org.jspecify.annotations.NullMarked;
