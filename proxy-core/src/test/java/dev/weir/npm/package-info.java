/** Tests of npm's formats, and {@link dev.weir.npm.SamplePackument} for whoever needs one. */
@NullMarked
package dev.weir.npm;

import org.jspecify.annotations.NullMarked;
