/** Tests of YAML as values. */
@NullMarked
package dev.weir.cli.yaml;

import org.jspecify.annotations.NullMarked;
