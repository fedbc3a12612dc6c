package dev.weir.daemon;

import dev.weir.auth.ChangeListener;
import dev.weir.cache.HotCache;
import dev.weir.catalog.Catalog;
import dev.weir.config.WeirSettings;
import dev.weir.http.ClientAddresses;
import dev.weir.metrics.Meters;
import dev.weir.resolve.LocalVersions;
import dev.weir.resolve.TarballPublisher;
import dev.weir.resolve.WhoHas;
import dev.weir.storage.Store;
import dev.weir.upstream.ReactorUpstreamClient;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** What the extension API reports on and acts on. */
record ExtensionParts(
    WeirSettings settings,
    Catalog catalog,
    LocalVersions local,
    Meters meters,
    Store ledger,
    Store cache,
    HotCache hot,
    Origins origins,
    ReactorUpstreamClient upstream,
    CachePurges purges,
    WhoHas whoHas,
    Verifications verifications,
    TarballPublisher publisher,
    ChangeListener changes,
    ClientAddresses addresses,
    Instant startedAt,
    InstantSource clock) {
  List<Store> stores() {
    return List.of(ledger, cache);
  }
}
