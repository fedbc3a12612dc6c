/** What a scrape shows, read as strictly as Prometheus may read it. */
@NullMarked
package dev.weir.metrics;

import org.jspecify.annotations.NullMarked;
