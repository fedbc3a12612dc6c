/**
 * The verbs that show a daemon to people: {@link dev.weir.cli.see.StatusVerb}, {@link
 * dev.weir.cli.see.TreeVerb} and {@link dev.weir.cli.see.CacheVerb}. They use Weir's own extension
 * API; each view is a pure function from an answer to lines.
 */
@NullMarked
package dev.weir.cli.see;

import org.jspecify.annotations.NullMarked;
