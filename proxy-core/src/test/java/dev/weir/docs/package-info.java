/** Holds documents to the code. */
@NullMarked
package dev.weir.docs;

import org.jspecify.annotations.NullMarked;
