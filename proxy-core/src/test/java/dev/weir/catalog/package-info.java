/** What the catalog promises: its rules, its records, its order under concurrent changes. */
@NullMarked
package dev.weir.catalog;

import org.jspecify.annotations.NullMarked;
