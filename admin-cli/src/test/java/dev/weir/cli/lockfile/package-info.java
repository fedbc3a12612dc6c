/** Tests of the lockfiles' readers. */
@NullMarked
package dev.weir.cli.lockfile;

import org.jspecify.annotations.NullMarked;
