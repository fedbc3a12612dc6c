/** A small house that breaks every rule of the real one: each rule must find something here. */
@NullMarked
package dev.weir.architecture.wrong;

import org.jspecify.annotations.NullMarked;
