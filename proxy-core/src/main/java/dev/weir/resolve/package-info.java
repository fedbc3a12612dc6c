/**
 * Walks a repository's search order and says who answers.
 *
 * <p>Starting points: {@link dev.weir.resolve.Resolver}, {@link dev.weir.resolve.Resolution}.
 */
@NullMarked
package dev.weir.resolve;

import org.jspecify.annotations.NullMarked;
