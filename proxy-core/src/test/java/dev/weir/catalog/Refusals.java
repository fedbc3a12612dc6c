package dev.weir.catalog;

/** Refusals of the catalog for tests elsewhere, without the change that would bring each about. */
public final class Refusals {
  private Refusals() {}

  public static CatalogException of(CatalogException.Kind kind, String resource, String message) {
    return new CatalogException(kind, resource, message);
  }
}
