@NullMarked
package dev.weir.cli.login;

import org.jspecify.annotations.NullMarked;
