package dev.weir.config;

import java.time.Duration;
import java.util.List;

/** {@code http}: the server, its connections and its limits. */
public record HttpSettings(
    @Doc("Host names beside IP literals, localhost and this machine's name that requests may carry")
        List<String> hosts,
    @Doc("Addresses or CIDR blocks whose X-Forwarded-Proto, -Host and -Prefix are believed")
        List<String> trustedProxies,
    @Doc("How many base URLs are cached at a time") int maxBaseUrls,
    @Doc("How many paths of packuments and tarballs are remembered with what they mean")
        int maxRememberedRoutes,
    @Doc("Connections open at a time; one more is closed at once") int maxConnections,
    @Doc("Connections open at a time from one address") int maxConnectionsPerAddress,
    @Doc("Requests after which a connection is closed") int maxRequestsPerConnection,
    @Doc("Longest request line; longer is 414") DataSize maxUrlLength,
    @Doc("All header fields of a request together; more is 431") DataSize maxHeaderSize,
    @Doc("Longest request body where a route takes one or throws one away; longer is 413")
        DataSize maxRequestBody,
    @Doc("Request bodies that are kept for a route, all together; more is 503")
        DataSize maxRequestBodies,
    @Doc("How long a connection may stay open between requests") Duration idleTimeout,
    @Doc("How long a request head may take from its first byte") Duration headerTimeout,
    @Doc("How long a request body may take; one that is published, 64KiB of it")
        Duration bodyTimeout,
    @Doc("How long the body of a publish may take in all") Duration uploadTimeout,
    @Doc("How long a client may take no byte of its reply") Duration writeTimeout,
    @Doc("Event loop threads; 0 is one per core") int eventLoops,
    @Doc("Bytes waiting for one client above which its reply is not read on")
        DataSize writeHighWater,
    @Doc("Bytes read for clients and not taken by them yet, all together; at it, readers wait")
        DataSize maxUnsent,
    @Doc("How long a client may take less than 64KiB while others wait at max-unsent")
        Duration stallTimeout) {
  public static final HttpSettings DEFAULTS =
      new HttpSettings(
          List.of(),
          List.of(),
          8,
          8192,
          20000,
          10000,
          1000000,
          DataSize.kibibytes(8),
          DataSize.kibibytes(16),
          DataSize.mebibytes(1),
          DataSize.mebibytes(16),
          Duration.ofSeconds(75),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofMinutes(30),
          Duration.ofSeconds(60),
          0,
          DataSize.kibibytes(512),
          DataSize.mebibytes(24),
          Duration.ofSeconds(5));

  public HttpSettings {
    hosts = List.copyOf(hosts);
    trustedProxies = List.copyOf(trustedProxies);
    Check.atLeast(1, maxBaseUrls, "max-base-urls");
    Check.atLeast(2, maxRememberedRoutes, "max-remembered-routes");
    Check.atLeast(1, maxConnections, "max-connections");
    Check.atLeast(1, maxConnectionsPerAddress, "max-connections-per-address");
    Check.atLeast(1, maxRequestsPerConnection, "max-requests-per-connection");
    Check.atLeast(new DataSize(64), maxUrlLength, "max-url-length");
    Check.atLeast(new DataSize(256), maxHeaderSize, "max-header-size");
    Check.atLeast(new DataSize(0), maxRequestBody, "max-request-body");
    Check.atLeast(maxRequestBody, maxRequestBodies, "max-request-bodies");
    Check.positive(idleTimeout, "idle-timeout");
    Check.positive(headerTimeout, "header-timeout");
    Check.positive(bodyTimeout, "body-timeout");
    Check.positive(uploadTimeout, "upload-timeout");
    Check.positive(writeTimeout, "write-timeout");
    Check.atLeast(0, eventLoops, "event-loops");
    Check.atLeast(DataSize.kibibytes(64), writeHighWater, "write-high-water");
    Check.atLeast(DataSize.mebibytes(1), maxUnsent, "max-unsent");
    Check.positive(stallTimeout, "stall-timeout");
  }
}
