/**
 * The nouns: names of domains, repositories, connections and packages, and what proves a tarball
 * right. Records that cannot be wrong once they are built; no I/O, no Netty.
 */
@NullMarked
package dev.weir.model;

import org.jspecify.annotations.NullMarked;
