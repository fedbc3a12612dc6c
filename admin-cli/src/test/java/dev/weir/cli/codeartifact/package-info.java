@NullMarked
package dev.weir.cli.codeartifact;

import org.jspecify.annotations.NullMarked;
