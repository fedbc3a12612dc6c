@NullMarked
package dev.weir.cli.see;

import org.jspecify.annotations.NullMarked;
