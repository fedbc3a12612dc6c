/**
 * {@code weir login} and {@code weir logout}: point a package manager at a repository by editing
 * its own configuration files, and take that back. {@link dev.weir.cli.login.Recipe} decides what
 * each client wants, {@link dev.weir.cli.login.Document} changes text, {@link
 * dev.weir.cli.login.Remembered} knows what was there before.
 */
@NullMarked
package dev.weir.cli.login;

import org.jspecify.annotations.NullMarked;
