package dev.weir.cache;

import dev.weir.storage.Table;
import java.util.Set;

/** The tables of the cache store; all that is in them can be fetched again. */
public final class CacheTables {
  /** Origins' documents: connection, package → {@link DocumentRecord}. */
  public static final Table DOCUMENTS = new Table("documents");

  /** Origins' tarballs: connection, package, file → {@link AssetRecord}. */
  public static final Table ASSETS = new Table("assets");

  public static final Set<Table> ALL = Set.of(DOCUMENTS, ASSETS);

  private CacheTables() {}
}
