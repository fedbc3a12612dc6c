/**
 * Settings: a typed record per component, checked when built, with its defaults in it. A component
 * takes its record in its constructor.
 */
@NullMarked
package dev.weir.config;

import org.jspecify.annotations.NullMarked;
