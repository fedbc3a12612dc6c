package dev.weir.catalog;

/**
 * A change that was made, or found to be made already.
 *
 * @param before the domain right before it: nobody else changed it in between
 * @param after the domain with the change in it
 * @param snapshot the first that shows it
 */
public record Change(Domain before, Domain after, CatalogSnapshot snapshot) {}
