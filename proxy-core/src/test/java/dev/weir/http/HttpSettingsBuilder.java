package dev.weir.http;

import dev.weir.config.DataSize;
import dev.weir.config.HttpSettings;
import java.time.Duration;
import java.util.List;

/** The default settings but for what a test changes. */
final class HttpSettingsBuilder {
  private List<String> hosts = HttpSettings.DEFAULTS.hosts();
  private List<String> trustedProxies = HttpSettings.DEFAULTS.trustedProxies();
  private int maxConnections = HttpSettings.DEFAULTS.maxConnections();
  private int maxConnectionsPerAddress = HttpSettings.DEFAULTS.maxConnectionsPerAddress();
  private int maxRequestsPerConnection = HttpSettings.DEFAULTS.maxRequestsPerConnection();
  private DataSize maxRequestBody = HttpSettings.DEFAULTS.maxRequestBody();
  private DataSize maxRequestBodies = HttpSettings.DEFAULTS.maxRequestBodies();
  private Duration idleTimeout = HttpSettings.DEFAULTS.idleTimeout();
  private Duration headerTimeout = HttpSettings.DEFAULTS.headerTimeout();
  private Duration bodyTimeout = HttpSettings.DEFAULTS.bodyTimeout();
  private Duration uploadTimeout = HttpSettings.DEFAULTS.uploadTimeout();
  private Duration writeTimeout = HttpSettings.DEFAULTS.writeTimeout();

  private DataSize maxUnsent = HttpSettings.DEFAULTS.maxUnsent();
  private Duration stallTimeout = HttpSettings.DEFAULTS.stallTimeout();

  static HttpSettingsBuilder settings() {
    return new HttpSettingsBuilder();
  }

  HttpSettingsBuilder hosts(String... hosts) {
    this.hosts = List.of(hosts);
    return this;
  }

  HttpSettingsBuilder trustedProxies(String... proxies) {
    this.trustedProxies = List.of(proxies);
    return this;
  }

  HttpSettingsBuilder maxConnections(int max) {
    maxConnections = max;
    return this;
  }

  HttpSettingsBuilder maxConnectionsPerAddress(int max) {
    maxConnectionsPerAddress = max;
    return this;
  }

  HttpSettingsBuilder maxRequestsPerConnection(int max) {
    maxRequestsPerConnection = max;
    return this;
  }

  HttpSettingsBuilder maxRequestBody(long bytes) {
    maxRequestBody = new DataSize(bytes);
    return this;
  }

  HttpSettingsBuilder idleTimeout(long millis) {
    idleTimeout = Duration.ofMillis(millis);
    return this;
  }

  HttpSettingsBuilder maxRequestBodies(long bytes) {
    maxRequestBodies = new DataSize(bytes);
    return this;
  }

  HttpSettingsBuilder headerTimeout(long millis) {
    headerTimeout = Duration.ofMillis(millis);
    return this;
  }

  HttpSettingsBuilder bodyTimeout(long millis) {
    bodyTimeout = Duration.ofMillis(millis);
    return this;
  }

  HttpSettingsBuilder uploadTimeout(long millis) {
    uploadTimeout = Duration.ofMillis(millis);
    return this;
  }

  HttpSettingsBuilder writeTimeout(long millis) {
    writeTimeout = Duration.ofMillis(millis);
    return this;
  }

  HttpSettingsBuilder maxUnsent(long bytes) {
    maxUnsent = new DataSize(bytes);
    return this;
  }

  HttpSettingsBuilder stallTimeout(long millis) {
    stallTimeout = Duration.ofMillis(millis);
    return this;
  }

  HttpSettings build() {
    return new HttpSettings(
        hosts,
        trustedProxies,
        HttpSettings.DEFAULTS.maxBaseUrls(),
        HttpSettings.DEFAULTS.maxRememberedRoutes(),
        maxConnections,
        maxConnectionsPerAddress,
        maxRequestsPerConnection,
        HttpSettings.DEFAULTS.maxUrlLength(),
        HttpSettings.DEFAULTS.maxHeaderSize(),
        maxRequestBody,
        maxRequestBodies,
        idleTimeout,
        headerTimeout,
        bodyTimeout,
        uploadTimeout,
        writeTimeout,
        1,
        HttpSettings.DEFAULTS.writeHighWater(),
        maxUnsent,
        stallTimeout);
  }
}
