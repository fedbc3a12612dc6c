package dev.weir.upstream;

import java.util.Optional;

/**
 * How a server is connected to.
 *
 * @param anywhere whether it may lie at a private address
 * @param offersHttp2 whether HTTP/2 is offered to it
 * @param proxy what to connect to instead
 * @param tunnelled whether the proxy only passes on bytes, as it must for TLS
 */
record Route(boolean anywhere, boolean offersHttp2, Optional<Proxy> proxy, boolean tunnelled) {}
