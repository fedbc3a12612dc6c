package dev.weir.daemon;

import dev.weir.auth.ChangeListener;
import dev.weir.cache.CacheListener;
import dev.weir.cache.CacheTables;
import dev.weir.cache.CpuPool;
import dev.weir.cache.Deadlines;
import dev.weir.cache.Stages;
import dev.weir.catalog.Bootstrap;
import dev.weir.catalog.Catalog;
import dev.weir.config.WeirSettings;
import dev.weir.http.BaseUrl;
import dev.weir.http.BaseUrlRules;
import dev.weir.http.BaseUrls;
import dev.weir.http.ErrorForm;
import dev.weir.http.EventLoops;
import dev.weir.http.HttpListener;
import dev.weir.http.HttpServer;
import dev.weir.http.Request;
import dev.weir.http.Router;
import dev.weir.http.Routes;
import dev.weir.model.ConnectionName;
import dev.weir.registry.NpmRoutes;
import dev.weir.resolve.Intents;
import dev.weir.resolve.Keeps;
import dev.weir.resolve.LedgerTables;
import dev.weir.resolve.LocalVersions;
import dev.weir.resolve.PublishedBlobs;
import dev.weir.storage.Table;
import dev.weir.storage.memory.MemoryStore;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A second registry, small and in memory, at a loopback port of its own: all that a request of npm
 * passes through, with one package, no log, no meters and no origin.
 */
final class Rehearsal implements AutoCloseable {
  private static final WeirSettings SETTINGS = WeirSettings.DEFAULTS;
  private static final long MIB = 1 << 20;

  private final Registry registry;
  private final HttpServer server;

  private Rehearsal(Registry registry, HttpServer server) {
    this.registry = registry;
    this.server = server;
  }

  /** Opens it on what the daemon runs on. Blocks. */
  static Rehearsal open(EventLoops loops, CpuPool cpu, Deadlines deadlines) {
    var registry = Registry.on(ground(cpu, deadlines));
    var server =
        Stages.await(
            HttpServer.start(
                loops,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                SETTINGS.http(),
                routes(registry),
                ErrorForm.PLAIN,
                HttpListener.NONE));
    return new Rehearsal(registry, server);
  }

  /** What such a registry stands on. */
  static Registry.Ground ground(CpuPool cpu, Deadlines deadlines) {
    var clock = Clock.systemUTC();
    var table = new Table("catalog");
    var tables = Stream.of(Set.of(table), LedgerTables.ALL, CacheTables.ALL).flatMap(Set::stream);
    var store = new MemoryStore("rehearsal", tables.toArray(Table[]::new));
    var catalog = Stages.await(Catalog.open(store.records(), table, SETTINGS.quota(), clock));
    Stages.await(
        Bootstrap.apply(catalog, SETTINGS.bootstrap(), Set.of(ConnectionName.PUBLIC_NPMJS)));
    var origin = new OnePackage();
    var local = new LocalVersions(store.records());
    return new Registry.Ground(
        SETTINGS,
        catalog,
        local,
        new PublishedBlobs(store.blobs(), CacheListener.NONE),
        new Intents(local),
        new Keeps(catalog),
        store,
        origin,
        origin,
        MIB,
        4 * MIB,
        cpu,
        deadlines,
        CacheListener.NONE,
        ChangeListener.NONE,
        clock);
  }

  /** The way to {@code registry}, as in the daemon. */
  static Routes routes(Registry registry) {
    var baseUrls = new BaseUrls(BaseUrlRules.of(SETTINGS, List.of()), 1);
    var router = Router.builder();
    router.under(
        NpmRoutes.PREFIX, new NpmRoutes(registry.parts(), request -> base(baseUrls, request)));
    return router.build().behind(baseUrls).remembering(SETTINGS.http().maxRememberedRoutes());
  }

  private static String base(BaseUrls baseUrls, Request request) {
    return baseUrls.of(request) instanceof BaseUrl.Known known ? known.base() : "";
  }

  InetSocketAddress address() {
    return server.localAddress();
  }

  @Override
  public void close() {
    Stages.await(server.drain(Duration.ofSeconds(1)));
    Stages.await(registry.resolver().closeAsync());
    registry.hot().close();
  }
}
