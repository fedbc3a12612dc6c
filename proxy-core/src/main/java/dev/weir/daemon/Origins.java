package dev.weir.daemon;

import dev.weir.config.ConnectionSettings;
import dev.weir.config.KnownAddresses;
import dev.weir.config.NpmRegistryDiscovery;
import dev.weir.config.RegistryAddress;
import dev.weir.config.WeirSettings;
import dev.weir.daemon.Authorities.Issuers;
import dev.weir.model.ConnectionName;
import dev.weir.upstream.Origin;
import dev.weir.upstream.OriginDirectory;
import dev.weir.upstream.Trust;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the declared connections lead.
 *
 * <p>The public registry's address is never written in the project: if the settings have none, it
 * is what this data folder remembers, else what the npm on the machine would use by itself. That
 * takes a second to find out, so it is done after the start; until then such a connection has no
 * address.
 */
final class Origins implements OriginDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(Origins.class);

  private final Map<ConnectionName, Origin> known = new ConcurrentHashMap<>();
  private final Map<String, ConnectionSettings> settings;
  private final Map<String, Credentials.Source> credentials = new HashMap<>();
  private final Map<String, FileValue<Issuers>> issuers = new HashMap<>();

  /**
   * Reads the files and variables that the connections name.
   *
   * @throws StartException if one of them cannot be used
   */
  Origins(WeirSettings settings, Map<String, String> environment) {
    this.settings = settings.externalConnections();
    var secrets = new Credentials(environment);
    this.settings.forEach(
        (name, connection) -> {
          secrets.of(name, connection).ifPresent(source -> credentials.put(name, source));
          Authorities.of(name, connection).ifPresent(file -> issuers.put(name, file));
        });
    this.settings.forEach(
        (name, connection) -> connection.url().ifPresent(url -> know(name, parsed(name, url))));
  }

  @Override
  public Optional<Origin> origin(ConnectionName connection) {
    return Optional.ofNullable(known.get(connection));
  }

  /** Whether there are files to look at. */
  boolean hasFiles() {
    return !issuers.isEmpty()
        || credentials.values().stream().anyMatch(Credentials.Source.InFile.class::isInstance);
  }

  /**
   * Looks at the files with credentials and certificates, and uses what they say from the next
   * request on. Blocks; one thread at a time.
   */
  void refresh() {
    settings.keySet().stream().filter(this::refreshed).forEach(this::renew);
  }

  private boolean refreshed(String name) {
    var file = issuers.get(name);
    boolean trust = file != null && file.refresh();
    boolean secret =
        credentials.get(name) instanceof Credentials.Source.InFile own && own.file().refresh();
    return trust || secret;
  }

  private void renew(String name) {
    known.computeIfPresent(new ConnectionName(name), (key, before) -> origin(key, before.base()));
  }

  /** Says which connections lead back here; their requests would wait for themselves. */
  void warnAboutOwn(Predicate<URI> ownAddress) {
    known.values().stream()
        .filter(origin -> ownAddress.test(origin.base()))
        .forEach(
            origin ->
                LOG.warn(
                    "external-connections.\"{}\".url: leads to this daemon itself (expected: another"
                        + " registry)",
                    origin.name()));
  }

  /** The names of all connections that are declared. */
  Set<ConnectionName> names() {
    var names = new TreeSet<ConnectionName>();
    settings.keySet().forEach(name -> names.add(new ConnectionName(name)));
    return names;
  }

  /**
   * Finds the public registry's address if the settings have none; returns at once.
   *
   * @param ownAddress whether an address is this daemon's own, which is no origin
   */
  void discover(KnownAddresses remembered, NpmRegistryDiscovery npm, Predicate<URI> ownAddress) {
    var name = ConnectionName.PUBLIC_NPMJS;
    if (!settings.containsKey(name.value()) || known.containsKey(name)) {
      return;
    }
    var before = remembered.find(name);
    if (before.isPresent()) {
      know(name.value(), before.get());
      return;
    }
    npm.discover().thenAccept(found -> accept(found.filter(ownAddress.negate()), remembered));
  }

  private void accept(Optional<URI> found, KnownAddresses remembered) {
    var name = ConnectionName.PUBLIC_NPMJS;
    if (found.isEmpty()) {
      LOG.warn(
          "connection {} has no address: set external-connections.{}.url or"
              + " WEIR_PUBLIC_NPMJS_URL; what is stored is served meanwhile",
          name,
          name);
      return;
    }
    know(name.value(), found.get());
    remembered.remember(name, found.get());
    LOG.info("connection {} leads to the registry that npm on this machine uses", name);
  }

  private void know(String name, URI address) {
    known.compute(new ConnectionName(name), (key, before) -> origin(key, address));
  }

  /** As settings and files now say. */
  private Origin origin(ConnectionName name, URI address) {
    var connection = settings.getOrDefault(name.value(), ConnectionSettings.DEFAULTS);
    return new Origin(
        name,
        address,
        Optional.ofNullable(credentials.get(name.value())).map(Credentials.Source::credential),
        Set.copyOf(connection.tarballHosts()),
        connection.allowPrivate(),
        Optional.ofNullable(issuers.get(name.value()))
            .map(file -> file.value().trust())
            .orElseGet(Trust::jvm));
  }

  private static URI parsed(String name, String url) {
    return RegistryAddress.parse(url)
        .orElseThrow(
            () ->
                new StartException(
                    "external-connections.\"%s\".url: %s (expected: http or https address)"
                        .formatted(name, url)));
  }
}
