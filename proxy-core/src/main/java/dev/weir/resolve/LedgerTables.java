package dev.weir.resolve;

import dev.weir.storage.Table;
import java.util.Set;

/** The tables of the ledger that hold packages. */
public final class LedgerTables {
  /** Packages with a version of their own: domain, repository, package → {@link PackageRecord}. */
  public static final Table PACKAGES = new Table("packages");

  /** Versions: domain, repository, package, version → {@link VersionRecord}. */
  public static final Table VERSIONS = new Table("versions");

  /**
   * Manifests: as VERSIONS, and the version's revision → {@link dev.weir.npm.IndexedManifest}. Each
   * is written before the version that names it, and never changed.
   */
  public static final Table MANIFESTS = new Table("manifests");

  /** Changes of several records that have begun: a number → {@link Intents.Intent}. */
  public static final Table INTENTS = new Table("intents");

  /** What came with a publish about where it is from: as VERSIONS → JSON, as it is served. */
  public static final Table ATTESTATIONS = new Table("attestations");

  public static final Set<Table> ALL = Set.of(PACKAGES, VERSIONS, MANIFESTS, INTENTS, ATTESTATIONS);

  private LedgerTables() {}
}
