/**
 * The npm endpoints, a handler per endpoint.
 *
 * <p>Starting point: {@link dev.weir.registry.NpmRoutes}.
 */
@NullMarked
package dev.weir.registry;

import org.jspecify.annotations.NullMarked;
