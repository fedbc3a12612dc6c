/** Tests of the control plane without a server: operations on a catalog in memory. */
@NullMarked
package dev.weir.control;

import org.jspecify.annotations.NullMarked;
