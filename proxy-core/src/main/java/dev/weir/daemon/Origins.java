package dev.weir.daemon;

import dev.weir.config.ConnectionSettings;
import dev.weir.config.KnownAddresses;
import dev.weir.config.NpmRegistryDiscovery;
import dev.weir.config.RegistryAddress;
import dev.weir.config.WeirSettings;
import dev.weir.model.ConnectionName;
import dev.weir.upstream.Origin;
import dev.weir.upstream.OriginDirectory;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Credentials credentials;

  Origins(WeirSettings settings, Map<String, String> environment) {
    this.settings = settings.externalConnections();
    this.credentials = new Credentials(environment);
    this.settings.forEach(
        (name, connection) -> connection.url().ifPresent(url -> know(name, parsed(name, url))));
  }

  @Override
  public Optional<Origin> origin(ConnectionName connection) {
    return Optional.ofNullable(known.get(connection));
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
  void discover(
      KnownAddresses remembered,
      NpmRegistryDiscovery npm,
      java.util.function.Predicate<URI> ownAddress) {
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
    var connection = settings.getOrDefault(name, ConnectionSettings.DEFAULTS);
    var key = new ConnectionName(name);
    known.put(
        key,
        new Origin(
            key,
            address,
            credentials.of(name, connection),
            Set.copyOf(connection.tarballHosts()),
            connection.allowPrivate()));
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
