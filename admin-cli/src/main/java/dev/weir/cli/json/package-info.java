/** JSON as values: {@link dev.weir.cli.json.Json}, how it is read and how it is printed. */
@NullMarked
package dev.weir.cli.json;

import org.jspecify.annotations.NullMarked;
