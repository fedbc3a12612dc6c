/** Tests of how others are asked. */
@NullMarked
package dev.weir.cli.remote;

import org.jspecify.annotations.NullMarked;
