/** The whole daemon, in this process, against the origin double and with real clients. */
@NullMarked
package dev.weir.system;

import org.jspecify.annotations.NullMarked;
