/**
 * An HTTP server that misbehaves on request: {@link dev.weir.testing.server.FaultyServer} serves
 * the pages of a {@link dev.weir.testing.server.Site}, and a {@link dev.weir.testing.server.Fault}
 * says what goes wrong on the way. Knows no npm.
 */
@NullMarked
package dev.weir.testing.server;

import org.jspecify.annotations.NullMarked;
