@NullMarked
package dev.weir.cli.publish;

import org.jspecify.annotations.NullMarked;
