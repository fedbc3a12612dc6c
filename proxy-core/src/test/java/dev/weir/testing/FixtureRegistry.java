package dev.weir.testing;

import dev.weir.testing.documents.Advisory;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.documents.FixtureVersion;
import dev.weir.testing.documents.Published;
import dev.weir.testing.documents.Tarball;
import dev.weir.testing.server.Fault;
import dev.weir.testing.server.FaultRule;
import dev.weir.testing.server.FaultyServer;
import dev.weir.testing.server.Page;
import dev.weir.testing.server.Seen;
import dev.weir.testing.server.Traffic;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * An npm registry on loopback that stands in for an origin: made-up packages with real, installable
 * tarballs, and faults on demand.
 *
 * <pre>{@code
 * try (var registry = FixtureRegistry.start()) {
 *   registry.add(FixturePackage.of("lodash").versions("4.17.20", "4.17.21"));
 *   registry.fault("/lodash", Fault.once().status(503));
 *   …
 *   assertThat(registry.requests("/lodash")).isEqualTo(2);
 * }
 * }</pre>
 *
 * <p>Paths are those below {@link #url()}, decoded, without a query: {@code /@scope/name}, {@code
 * /lodash/-/lodash-4.17.21.tgz}. Everything served stays in memory. Safe for any thread.
 */
public final class FixtureRegistry implements AutoCloseable {
  private final Shelf shelf;
  private final FaultyServer server;
  private final String url;
  private final AtomicInteger advisories = new AtomicInteger(1_000_000);
  private volatile FixtureOptions options;

  private FixtureRegistry(FixtureOptions options) {
    this.options = options;
    shelf = new Shelf(options.seed());
    server = FaultyServer.start(new RegistrySite(shelf, this::options, this::url), options.port());
    url = "http://127.0.0.1:" + server.port() + options.basePath();
  }

  public static FixtureRegistry start() {
    return start(FixtureOptions.DEFAULTS);
  }

  public static FixtureRegistry start(FixtureOptions options) {
    return new FixtureRegistry(options);
  }

  /** For scripts: see {@link FixtureMain}. */
  public static void main(String[] arguments) throws InterruptedException {
    FixtureMain.run(arguments);
  }

  /** The registry's base, ending with a slash. */
  public String url() {
    return url;
  }

  /** The address of {@code path}, which begins with a slash and is encoded as it is to be sent. */
  public URI uri(String path) {
    return URI.create(url + path.substring(1));
  }

  public FixtureOptions options() {
    return options;
  }

  /** Changes how it behaves, from the next request on. */
  public FixtureRegistry change(UnaryOperator<FixtureOptions> change) {
    options = change.apply(options);
    return this;
  }

  /** Puts a package in, in place of any of its name. */
  public FixtureRegistry add(FixturePackage described) {
    shelf.put(described);
    return this;
  }

  /**
   * Serves exactly these bytes at a path, whatever else would be there; JSON is compressed for who
   * accepts it, and is without validators.
   */
  public FixtureRegistry page(String path, String contentType, byte[] body) {
    shelf.put(path, Page.of(200, contentType, body));
    return this;
  }

  /** Publishes one more version, which becomes {@code latest}. */
  public FixtureRegistry publish(String name, String version) {
    return publish(name, version, same -> same);
  }

  public FixtureRegistry publish(
      String name, String version, UnaryOperator<FixtureVersion> change) {
    shelf.change(name, before -> before.version(version, change));
    return this;
  }

  /** Changes a package: tags, deprecations, whatever. */
  public FixtureRegistry change(String name, UnaryOperator<FixturePackage> change) {
    shelf.change(name, change);
    return this;
  }

  /**
   * Makes a vulnerability known: audits that name the package are told.
   *
   * @param severity low, moderate, high or critical
   */
  public FixtureRegistry advise(String name, String versions, String severity, String title) {
    shelf.advise(new Advisory(advisories.incrementAndGet(), name, versions, severity, title));
    return this;
  }

  /** The names that the newest audit asked about; fails if there was none. */
  public List<String> auditedNames() {
    return MetaPages.asked(lastRequest(MetaPages.AUDIT));
  }

  public long audits() {
    return requests(MetaPages.AUDIT);
  }

  public void unpublish(String name) {
    shelf.remove(name);
  }

  public void unpublish(String name, String version) {
    shelf.change(name, before -> before.without(version));
  }

  /** The tarball of a version that is published. */
  public Tarball tarball(String name, String version) {
    return published(name).tarballOf(version);
  }

  /** The path of a version's tarball, if its name is canonical. */
  public static String tarballPath(String name, String version) {
    return "/%s/-/%s-%s.tgz".formatted(name, FixturePackage.of(name).basename(), version);
  }

  /** Damages the answers for one path. A newer fault goes before an older one. */
  public FaultRule fault(String path, Fault fault) {
    return faultWhere(request -> request.path().equals(path), fault);
  }

  /** Damages the answers for all paths that begin so. */
  public FaultRule faultUnder(String prefix, Fault fault) {
    return faultWhere(request -> request.path().startsWith(prefix), fault);
  }

  public FaultRule faultAll(Fault fault) {
    return faultWhere(request -> true, fault);
  }

  public FaultRule faultWhere(Predicate<Seen> where, Fault fault) {
    return server.fault(where, fault);
  }

  public void clearFaults() {
    server.clearFaults();
  }

  /** Closes the port: new connections are refused, those that are open go on. */
  public void refuseConnections() {
    server.refuseConnections();
  }

  /** Closes the port and all connections. */
  public void stop() {
    server.stop();
  }

  /** Opens the same port again. */
  public void restart() {
    server.restart();
  }

  public Traffic traffic() {
    return server.traffic();
  }

  public long requests(String path) {
    return traffic().requests(path);
  }

  public long requests(String path, int status) {
    return traffic().requests(path, status);
  }

  public long totalRequests() {
    return traffic().requestsTo(path -> true);
  }

  public long packumentRequests() {
    return traffic().requestsTo(path -> Address.of(path) instanceof Address.Packument);
  }

  public long tarballRequests() {
    return traffic().requestsTo(path -> Address.of(path) instanceof Address.Tarball);
  }

  public long bytesSent() {
    return traffic().bytesSent();
  }

  /** The newest request for a path, with its headers; fails if there was none. */
  public Seen lastRequest(String path) {
    return traffic().last(path);
  }

  /** The requests in which one of these names stands, from now on. */
  public Mentions mentions(String... names) {
    var mentions = new Mentions(List.of(names));
    traffic().tell(mentions::hear);
    return mentions;
  }

  public void resetCounters() {
    traffic().reset();
  }

  @Override
  public void close() {
    server.close();
    shelf.close();
  }

  private Published published(String name) {
    return shelf
        .find(name)
        .orElseThrow(
            () -> new IllegalArgumentException("name: " + name + " (expected: published)"));
  }
}
