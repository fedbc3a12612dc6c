package dev.weir.control;

import dev.weir.auth.AuthorizationTokens;
import dev.weir.auth.ChangeListener;
import dev.weir.catalog.Catalog;
import dev.weir.config.RateSettings;
import dev.weir.http.ClientAddresses;
import dev.weir.model.ConnectionName;
import dev.weir.resolve.PackageChanges;
import dev.weir.resolve.Packages;
import dev.weir.resolve.VersionCopies;
import java.time.InstantSource;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What the operations use.
 *
 * @param connections the names of all connections that are declared
 * @param random for revisions, thread-safe
 */
public record ControlParts(
    Catalog catalog,
    Account account,
    Set<ConnectionName> connections,
    Packages packages,
    PackageChanges packageChanges,
    VersionCopies versionCopies,
    PageTokens pages,
    AuthorizationTokens tokens,
    RandomGenerator random,
    RateSettings rates,
    ChangeListener changes,
    ClientAddresses addresses,
    InstantSource clock) {
  public ControlParts {
    connections = Set.copyOf(connections);
  }
}
