package dev.weir.daemon;

import dev.weir.auth.AuditLog;
import dev.weir.auth.AuthorizationTokens;
import dev.weir.auth.ChangeListener;
import dev.weir.cache.CpuPool;
import dev.weir.cache.Deadlines;
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
import dev.weir.control.ControlParts;
import dev.weir.control.ControlRoutes;
import dev.weir.control.PageTokens;
import dev.weir.http.AccessLog;
import dev.weir.http.ClientAddresses;
import dev.weir.http.EventLoops;
import dev.weir.http.HttpListener;
import dev.weir.metrics.Meters;
import dev.weir.model.ConnectionName;
import dev.weir.resolve.Intents;
import dev.weir.resolve.Keeps;
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
import dev.weir.upstream.ProxyRules;
import dev.weir.upstream.ReactorUpstreamClient;
import dev.weir.upstream.Trust;
import dev.weir.upstream.UpstreamClient;
import dev.weir.upstream.UpstreamRuntime;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole program: makes every part, hands each what it uses, and stops them in order.
 *
 * <p>Read {@link #start} from top to bottom to see what there is. Blocks while it starts and stops.
 */
public final class Daemon implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

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
    var opening = StoreOpening.begin(data, memory, settings.storage(), clock, Daemon::onThread);
    closers.add("storage", opening);
    var reading =
        opening
            .stage()
            .thenCompose(
                opened ->
                    Catalog.open(
                        opened.ledger().records(), StoreOpening.CATALOG, settings.quota(), clock));
    var looping =
        CompletableFuture.supplyAsync(
            () -> EventLoops.start(settings.http().eventLoops()), Daemon::onThread);
    closers.add("event loops", () -> looping.thenCompose(EventLoops::closeAsync));
    var origins = new Origins(settings, environment);
    var meters = new Meters(Serving.OPERATIONS, ControlRoutes.operations(), origins.names());
    closers.add("meters", () -> closed(meters::close));
    var cpu = new CpuPool(settings.cpu());
    closers.add("cpu pool", cpu);
    var scheduler = scheduler();
    var deadlines = new Deadlines(scheduler, cpu.small());
    var stores = opening.await();
    // One after the other: storage.queue may be 1.
    var catalog = Stages.await(reading);
    var secret = StoreOpening.secret(stores);
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
    FileWatch.begin(origins, settings.upstream().fileCheck(), scheduler, cpu);
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
    var refetching = new Refetching(settings.offline(), origins, catalog, documents);
    var quota = new Quota(cache, settings.storage(), refetching::offered, meters.cache());
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
            new PackagePurge(cache, documents, hot, refetching::unaskable),
            origins.names(),
            quota::reclaimNext);
    closers.add("purges", purges);
    var verifications =
        new Verifications(
            new Verification(
                local,
                published,
                registry.assets(),
                cpu,
                registry.resolver().refetch(),
                meters.cache()),
            clock);
    closers.add("verifications", verifications);
    StoreFigures.show(meters, stores, hot, cpu);

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
    var serving = new Serving(settings);
    var routes = serving.routes(registry.parts(), control, extension, cpu);
    var server = serving.listen(loops, routes, listener(meters));
    closers.add("server", () -> server.drain(settings.shutdown().drain()));
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
