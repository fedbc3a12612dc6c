/**
 * The servers that are compared, each started as processes of their own: Weir, a plain Netty server
 * that does no more than it must, nginx, Varnish and Verdaccio. Start with {@link
 * dev.weir.compare.peer.Peer}.
 */
@NullMarked
package dev.weir.compare.peer;

import org.jspecify.annotations.NullMarked;
