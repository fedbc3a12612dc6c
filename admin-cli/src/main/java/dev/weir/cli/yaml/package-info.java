/** YAML as {@link dev.weir.cli.json.Json} values: {@link dev.weir.cli.yaml.YamlWalk} reads it. */
@NullMarked
package dev.weir.cli.yaml;

import org.jspecify.annotations.NullMarked;
