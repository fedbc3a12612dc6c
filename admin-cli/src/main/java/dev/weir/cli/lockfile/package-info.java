/**
 * What package managers wrote down of an installation: which tarballs it takes from a registry.
 * {@link dev.weir.cli.lockfile.Lockfiles} reads a file of any of them, a class for each format does
 * the work.
 */
@NullMarked
package dev.weir.cli.lockfile;

import org.jspecify.annotations.NullMarked;
