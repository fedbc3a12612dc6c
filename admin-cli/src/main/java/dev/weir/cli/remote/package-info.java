/**
 * The daemon at the other end of HTTP: where it is, how it is asked, and what is said if nobody or
 * somebody else answers. {@link dev.weir.cli.remote.Daemon} is asked for everything.
 */
@NullMarked
package dev.weir.cli.remote;

import org.jspecify.annotations.NullMarked;
