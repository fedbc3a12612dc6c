/**
 * The reference store: the SPI's contract with as little else as possible, for the tests of other
 * modules.
 *
 * <p>Starting point: {@link dev.weir.storage.memory.MemoryStore}.
 */
@NullMarked
package dev.weir.storage.memory;

import org.jspecify.annotations.NullMarked;
