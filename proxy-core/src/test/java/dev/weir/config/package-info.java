/** Tests of the settings and of how they are read. */
@NullMarked
package dev.weir.config;

import org.jspecify.annotations.NullMarked;
