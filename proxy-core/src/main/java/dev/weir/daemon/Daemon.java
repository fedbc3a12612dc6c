package dev.weir.daemon;

import dev.weir.auth.AuditLog;
import dev.weir.auth.AuthorizationTokens;
import dev.weir.auth.ChangeListener;
import dev.weir.auth.ServerSecret;
import dev.weir.cache.AssetKey;
import dev.weir.cache.AssetRecord;
import dev.weir.cache.CacheTables;
import dev.weir.cache.CpuPool;
import dev.weir.cache.Deadlines;
import dev.weir.cache.DocumentKey;
import dev.weir.cache.Documents;
import dev.weir.cache.Failures;
import dev.weir.cache.HotCache;
import dev.weir.cache.Offered;
import dev.weir.cache.PackagePurge;
import dev.weir.cache.Quota;
import dev.weir.cache.Stages;
import dev.weir.cache.Sweeper;
import dev.weir.catalog.Bootstrap;
import dev.weir.catalog.Catalog;
import dev.weir.catalog.CatalogException;
import dev.weir.config.KnownAddresses;
import dev.weir.config.MemoryPlan;
import dev.weir.config.NpmRegistryDiscovery;
import dev.weir.config.WeirSettings;
import dev.weir.control.Account;
import dev.weir.control.ControlErrors;
import dev.weir.control.ControlParts;
import dev.weir.control.ControlRoutes;
import dev.weir.control.PageTokens;
import dev.weir.http.AccessLog;
import dev.weir.http.BaseUrl;
import dev.weir.http.BaseUrlRules;
import dev.weir.http.BaseUrls;
import dev.weir.http.ClientAddresses;
import dev.weir.http.CrossSite;
import dev.weir.http.EventLoops;
import dev.weir.http.HttpListener;
import dev.weir.http.HttpServer;
import dev.weir.http.MachineName;
import dev.weir.http.Outcome;
import dev.weir.http.Request;
import dev.weir.http.Router;
import dev.weir.http.Routes;
import dev.weir.http.ServiceException;
import dev.weir.metrics.HotFigures;
import dev.weir.metrics.Meters;
import dev.weir.metrics.PoolFigures;
import dev.weir.model.ConnectionName;
import dev.weir.registry.NpmRoutes;
import dev.weir.registry.RegistryParts;
import dev.weir.registry.TokenExchange;
import dev.weir.resolve.Intents;
import dev.weir.resolve.Keeps;
import dev.weir.resolve.LedgerTables;
import dev.weir.resolve.LocalVersions;
import dev.weir.resolve.PackageChanges;
import dev.weir.resolve.PackageTurns;
import dev.weir.resolve.Packages;
import dev.weir.resolve.PublishedBlobs;
import dev.weir.resolve.PublishedSweep;
import dev.weir.resolve.Purger;
import dev.weir.resolve.Verification;
import dev.weir.resolve.VersionCopies;
import dev.weir.resolve.WhoHas;
import dev.weir.storage.StoreFormatException;
import dev.weir.storage.StoreLockedException;
import dev.weir.storage.Table;
import dev.weir.storage.rocksdb.RocksSettings;
import dev.weir.storage.rocksdb.RocksStores;
import dev.weir.upstream.ProxyRules;
import dev.weir.upstream.ReactorUpstreamClient;
import dev.weir.upstream.Trust;
import dev.weir.upstream.UpstreamClient;
import dev.weir.upstream.UpstreamRuntime;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.internal.PlatformDependent;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole program: makes every part, hands each what it uses, and stops them in order.
 *
 * <p>Read {@link #start} from top to bottom to see what there is. Blocks while it starts and stops.
 */
public final class Daemon implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
  private static final Table CATALOG = new Table("catalog");

  private static final List<String> OPERATIONS =
      List.of(
          "packument",
          "tarball",
          "manifest",
          "dist_tags",
          "dist_tags_change",
          "publish",
          "unpublish",
          "audit",
          "search",
          "keys",
          "attestations",
          "npm_meta",
          "npm_unknown",
          "weir_status",
          "weir_tree",
          "weir_cache",
          "weir_removed",
          "weir_purge",
          "weir_who_has",
          "weir_verify",
          "weir_publish",
          "metrics",
          "health",
          "unrouted",
          "refused");

  private final WeirSettings settings;
  private final Path data;
  private final MemoryPlan memory;
  private final Map<String, String> environment;
  private final InstantSource clock;
  private final Closers closers = new Closers();

  private Daemon(
      WeirSettings settings,
      Path data,
      MemoryPlan memory,
      Map<String, String> environment,
      InstantSource clock) {
    this.settings = settings;
    this.data = data;
    this.memory = memory;
    this.environment = environment;
    this.clock = clock;
  }

  /** A daemon that listens. {@code address} is where; closing it drains. */
  public record Running(Daemon daemon, InetSocketAddress address) implements AutoCloseable {
    @Override
    public void close() {
      daemon.close();
    }
  }

  /**
   * Starts a daemon.
   *
   * @param data the data folder, made if it is absent
   * @throws StartException for what the operator can mend: a folder or port in use, a format that
   *     is not ours, a bootstrap that cannot be
   */
  public static Running start(
      WeirSettings settings,
      Path data,
      MemoryPlan memory,
      Map<String, String> environment,
      InstantSource clock) {
    var daemon = new Daemon(settings, data, memory, environment, clock);
    try {
      return new Running(daemon, daemon.start());
    } catch (RuntimeException e) {
      daemon.close();
      throw e;
    }
  }

  private InetSocketAddress start() {
    // What is on disk is opened meanwhile: it takes as long as the rest of the start.
    var opening = CompletableFuture.supplyAsync(this::stores, Daemon::onThread);
    closers.add("storage", () -> closed(opening));
    var reading =
        opening.thenCompose(
            opened -> Catalog.open(opened.ledger().records(), CATALOG, settings.quota(), clock));
    var looping =
        CompletableFuture.supplyAsync(
            () -> EventLoops.start(settings.http().eventLoops()), Daemon::onThread);
    closers.add("event loops", () -> looping.thenCompose(EventLoops::closeAsync));
    var origins = new Origins(settings, environment);
    var meters = new Meters(OPERATIONS, ControlRoutes.operations(), origins.names());
    closers.add("meters", () -> closed(meters::close));
    var cpu = new CpuPool(settings.cpu());
    closers.add("cpu pool", cpu);
    var scheduler = scheduler();
    var deadlines = new Deadlines(scheduler, cpu.small());
    var stores = opened(opening);
    // One after the other: storage.queue may be 1.
    var catalog = Stages.await(reading);
    var secret = openSecret(stores);
    var loops = Stages.await(looping);
    var local = new LocalVersions(stores.ledger().records());
    var keeps = new Keeps(catalog);
    var published = new PublishedBlobs(stores.ledger().blobs(), meters.cache());
    var intents = new Intents(local);
    Stages.await(intents.finish());
    var changes = changes(meters);
    var purger = new Purger(catalog, local, keeps, settings.storage().purge(), deadlines);
    closers.add("purger", purger);
    purger.start();
    bootstrap(catalog, origins.names());
    catalog
        .snapshot()
        .domains()
        .forEach(
            domain -> domain.repositories().values().forEach(r -> meters.cache().know(r.id())));

    var origin =
        new ReactorUpstreamClient(
            settings.upstream(),
            origins,
            UpstreamRuntime.system(loops.group(), cpu.small()),
            meters.upstream(),
            proxies());
    closers.add("upstream", origin);
    watchFiles(origins, scheduler, cpu);
    UpstreamClient upstream = settings.offline() ? new OfflineClient() : origin;

    var cache = stores.cache();
    var registry =
        Registry.on(
            new Registry.Ground(
                settings,
                catalog,
                local,
                published,
                intents,
                keeps,
                cache,
                upstream,
                new OriginReachability(settings.offline(), origin),
                memory.hot().bytes(),
                memory.inFlight().bytes(),
                cpu,
                deadlines,
                meters.cache(),
                changes,
                clock));
    var documents = registry.documents();
    var hot = registry.hot();
    closers.add("hot cache", () -> closed(hot::close));
    closers.add("retention", registry.resolver());
    var quota =
        new Quota(
            cache,
            settings.storage(),
            (key, record) -> offered(key, record, documents, catalog),
            meters.cache());
    var upkeep =
        new Upkeep(
            settings.storage(),
            quota,
            new Sweeper(cache, settings.storage(), meters.cache(), clock),
            new PublishedSweep(
                stores.ledger(),
                local,
                published,
                settings.storage().sweepGrace(),
                meters.cache(),
                clock));
    closers.add("upkeep", upkeep);
    var purges =
        new CachePurges(
            new PackagePurge(cache, documents, hot, name -> unaskable(name, origins, catalog)),
            origins.names(),
            quota::reclaimNext);
    closers.add("purges", purges);
    var verifications =
        new Verifications(
            new Verification(local, published, registry.assets(), cpu, meters.cache()), clock);
    closers.add("verifications", verifications);
    show(meters, stores, hot, cpu);

    var turns = new PackageTurns(local, intents, keeps, registry.documents().eras());
    var addresses = ClientAddresses.of(settings.http());
    var control =
        new ControlParts(
            catalog,
            new Account(settings.accountId(), settings.region()),
            origins.names(),
            new Packages(
                new Packages.Parts(
                    local,
                    keeps,
                    documents,
                    registry.resolver(),
                    registry.tarballs(),
                    registry.assets(),
                    settings.packages(),
                    cpu,
                    deadlines,
                    meters.cache(),
                    clock)),
            new PackageChanges(turns, clock),
            new VersionCopies(turns, registry.resolver(), clock),
            new PageTokens(secret.derive("page-tokens")),
            new AuthorizationTokens(
                secret.derive("tokens"), settings.accountId(), settings.auth(), clock),
            new SecureRandom(),
            settings.quota().rates(),
            changes,
            addresses,
            clock);
    var extension =
        new ExtensionParts(
            settings,
            catalog,
            local,
            meters,
            stores.ledger(),
            cache,
            hot,
            origins,
            origin,
            purges,
            new WhoHas(local, keeps, documents, cpu, deadlines, settings.packages().settle()),
            verifications,
            registry.tarballPublisher(),
            changes,
            addresses,
            clock.instant(),
            clock);
    var server = serve(loops, routes(registry.parts(), control, extension, cpu), listener(meters));
    var own = OwnAddresses.of(server.localAddress(), settings.publicUrl());
    origins.warnAboutOwn(own);
    origins.discover(new KnownAddresses(data), new NpmRegistryDiscovery(cpu.small()), own);
    var warmUp = new WarmUp(settings.warmUp().time(), () -> server.connections() > 1);
    closers.add("warm-up", warmUp);
    onThread(
        () -> {
          try {
            finish(meters);
          } finally {
            // Whoever stops the daemon waits for its end, so it has to begin.
            warmUp.run(loops, cpu, deadlines);
          }
        });
    return server.localAddress();
  }

  /** What nobody needs in the first moment. */
  private static void finish(Meters meters) {
    Trust.jvm().ready();
    meters.watchRuntime();
  }

  private static void onThread(Runnable task) {
    var thread = new Thread(task, "weir-start");
    thread.setDaemon(true);
    thread.start();
  }

  private RocksStores stores() {
    try {
      return RocksStores.open(
          data,
          new RocksSettings(
              memory.blockCache().bytes(),
              settings.storage().minFree().bytes(),
              settings.storage().readThreads(),
              settings.storage().writeThreads(),
              settings.storage().queue()),
          ledgerTables(),
          CacheTables.ALL,
          clock);
    } catch (StoreLockedException | StoreFormatException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  private static RocksStores opened(CompletableFuture<RocksStores> opening) {
    try {
      return Stages.await(opening);
    } catch (CompletionException e) {
      throw e.getCause() instanceof StartException told ? told : e;
    }
  }

  /** Whatever came of opening them. */
  private static CompletionStage<Void> closed(CompletableFuture<RocksStores> opening) {
    return opening
        .handle((stores, failed) -> stores == null ? closed(() -> {}) : stores.closeAsync())
        .thenCompose(closing -> closing);
  }

  private static Set<Table> ledgerTables() {
    var tables = new HashSet<>(LedgerTables.ALL);
    tables.add(CATALOG);
    tables.add(ServerSecret.TABLE);
    return Set.copyOf(tables);
  }

  /** Made at the first start, so that whoever signs something finds it. */
  private static ServerSecret openSecret(RocksStores stores) {
    try {
      return Stages.await(ServerSecret.open(stores.ledger().records(), new SecureRandom()));
    } catch (CompletionException e) {
      if (e.getCause() instanceof StoreFormatException format) {
        throw new StartException("ledger: " + format.getMessage(), e);
      }
      throw e;
    }
  }

  private void bootstrap(Catalog catalog, Set<ConnectionName> connections) {
    try {
      Stages.await(Bootstrap.apply(catalog, settings.bootstrap(), connections))
          .forEach(difference -> LOG.warn("bootstrap: {}", difference));
    } catch (CompletionException e) {
      if (e.getCause() instanceof CatalogException
          || e.getCause() instanceof IllegalArgumentException) {
        throw new StartException("bootstrap: " + e.getCause().getMessage(), e);
      }
      throw e;
    }
  }

  private ProxyRules proxies() {
    if (!settings.upstream().proxyFromEnvironment()) {
      return ProxyRules.NONE;
    }
    try {
      return ProxyRules.of(environment);
    } catch (IllegalArgumentException unusable) {
      throw new StartException(String.valueOf(unusable.getMessage()), unusable);
    }
  }

  /** The scheduler only submits; the disk is read on the CPU pool. */
  private void watchFiles(Origins origins, ScheduledThreadPoolExecutor scheduler, CpuPool cpu) {
    if (!origins.hasFiles()) {
      return;
    }
    long pause = settings.upstream().fileCheck().toNanos();
    var running = new AtomicBoolean();
    scheduler.scheduleWithFixedDelay(
        () -> refresh(origins, running, cpu), pause, pause, TimeUnit.NANOSECONDS);
  }

  private static void refresh(Origins origins, AtomicBoolean running, CpuPool cpu) {
    if (!running.compareAndSet(false, true)) {
      return;
    }
    try {
      CompletableFuture.runAsync(origins::refresh, cpu.small())
          .whenComplete((done, failed) -> running.set(false));
    } catch (RuntimeException full) {
      // There is a next time.
      running.set(false);
    }
  }

  private ScheduledThreadPoolExecutor scheduler() {
    var scheduler =
        (ScheduledThreadPoolExecutor)
            Executors.newScheduledThreadPool(
                1,
                task -> {
                  var thread = new Thread(task, "weir-scheduler");
                  thread.setDaemon(true);
                  return thread;
                });
    scheduler.setRemoveOnCancelPolicy(true);
    closers.add("scheduler", () -> closed(scheduler::shutdownNow));
    return scheduler;
  }

  private HttpListener listener(Meters meters) {
    HttpListener listener = meters.http();
    var log = AccessLog.open(settings.accessLog(), clock);
    if (log.isEmpty()) {
      return listener;
    }
    closers.add("access log", log.get());
    meters.http().accessLogDropped(log.get()::dropped);
    return listener.and(log.get());
  }

  private ChangeListener changes(Meters meters) {
    var log = AuditLog.open(settings.auditLog(), clock);
    if (log.isEmpty()) {
      return ChangeListener.NONE;
    }
    closers.add("audit log", log.get());
    meters.http().auditLogDropped(log.get()::dropped);
    return log.get();
  }

  private Routes routes(
      RegistryParts registry, ControlParts control, ExtensionParts extension, CpuPool cpu) {
    var baseUrls =
        new BaseUrls(
            BaseUrlRules.of(settings, MachineName.lookUp()), settings.http().maxBaseUrls());
    var router = Router.builder();
    new OperatorRoutes(extension.meters(), extension.stores(), cpu.small()).addTo(router);
    new ExtensionRoutes(extension, cpu.small(), request -> base(baseUrls, request)).addTo(router);
    router.under(NpmRoutes.PREFIX, new NpmRoutes(registry, request -> base(baseUrls, request)));
    router.under(TokenExchange.PREFIX, new TokenExchange());
    router.under(
        ControlRoutes.PREFIX,
        new ControlRoutes(control, cpu.small(), request -> base(baseUrls, request)));
    return router
        .build()
        .behind(new CrossSite(baseUrls, List.of("/v1", "/weir"), List.of("/npm", "/-")))
        .behind(baseUrls)
        .remembering(settings.http().maxRememberedRoutes());
  }

  private static String base(BaseUrls baseUrls, Request request) {
    if (baseUrls.of(request) instanceof BaseUrl.Known known) {
      return known.base();
    }
    throw new ServiceException(
        HttpResponseStatus.MISDIRECTED_REQUEST, Outcome.CLIENT_ERROR, "foreign host");
  }

  private HttpServer serve(EventLoops loops, Routes routes, HttpListener listener) {
    var address = new InetSocketAddress(settings.bind(), settings.port());
    try {
      var server =
          Stages.await(
              HttpServer.start(
                  loops,
                  address,
                  settings.http(),
                  routes,
                  new ExtensionErrors(new ControlErrors()),
                  listener));
      closers.add("server", () -> server.drain(settings.shutdown().drain()));
      return server;
    } catch (CompletionException e) {
      throw new StartException(
          "port: %d on %s cannot be had: %s (expected: a free port; --port N takes another)"
              .formatted(settings.port(), settings.bind(), Failures.unwrap(e).getMessage()),
          e);
    }
  }

  private static void show(Meters meters, RocksStores stores, HotCache hot, CpuPool cpu) {
    meters.store(stores.ledger());
    meters.store(stores.cache());
    meters.hot(
        new HotFigures(
            hot::bytes, hot::entries, hot::pinnedBytes, hot::hits, hot::misses, hot::evictions));
    meters.pool("cpu", new PoolFigures(cpu::active, cpu::queued, cpu::rejected));
    for (var pool : stores.pools()) {
      meters.pool(
          pool.name().replace("weir-", ""),
          new PoolFigures(pool.active(), pool.queued(), pool.refused()));
    }
    meters.nettyDirectMemory(PlatformDependent::usedDirectMemory);
  }

  /** A tarball that its origin no longer offers, or that nobody asks any more, stays. */
  private static CompletionStage<Boolean> offered(
      AssetKey key, AssetRecord record, Documents documents, Catalog catalog) {
    if (!inUse(key.connection(), catalog)) {
      return CompletableFuture.completedFuture(false);
    }
    return documents
        .stored(new DocumentKey(key.connection(), key.name()))
        .thenApply(
            document -> document.filter(d -> Offered.in(d.index(), key, record)).isPresent());
  }

  private static boolean inUse(ConnectionName connection, Catalog catalog) {
    return catalog.snapshot().domains().stream()
        .flatMap(domain -> domain.repositories().values().stream())
        .anyMatch(repository -> repository.connection().stream().anyMatch(connection::equals));
  }

  /** Why nothing can be fetched again through a connection; empty if it can. */
  private Optional<String> unaskable(ConnectionName name, Origins origins, Catalog catalog) {
    if (settings.offline()) {
      return Optional.of("offline is true: it could not be fetched again");
    } else if (origins.origin(name).isEmpty()) {
      return Optional.of("connection %s has no address".formatted(name));
    }
    return inUse(name, catalog)
        ? Optional.empty()
        : Optional.of("no repository is connected to %s".formatted(name));
  }

  private static CompletionStage<Void> closed(Runnable close) {
    close.run();
    return CompletableFuture.completedFuture(null);
  }

  /** Drains, then stops every part, the last started first. Idempotent. */
  @Override
  public void close() {
    closers.closeAll();
  }
}
