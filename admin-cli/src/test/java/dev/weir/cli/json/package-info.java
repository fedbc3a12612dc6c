@NullMarked
package dev.weir.cli.json;

import org.jspecify.annotations.NullMarked;
