package dev.weir.config;

import java.time.Duration;

/** {@code upstream}: how origins are asked. */
public record UpstreamSettings(
    @Doc("DNS, TCP and TLS together") Duration connectTimeout,
    @Doc("From the request to the first byte of its answer") Duration firstByteTimeout,
    @Doc("Longest pause within a body") Duration idleTimeout,
    @Doc("Longest time one body may take") Duration totalTimeout,
    @Doc("Until the final answer's head, retries included") Duration headDeadline,
    @Doc("Further tries after a fault, within head-deadline") int retries,
    @Doc("Before the first retry, doubled each time, with jitter") Duration retryBackoff,
    @Doc("Requests at once per origin, over as many connections, or few with HTTP/2")
        int maxConnections,
    @Doc("Requests that wait for a connection, per origin; one more is refused") int maxPending,
    @Doc("How long an unused connection is kept") Duration poolIdle,
    @Doc("Faults in a row after which an origin is left alone") int breakerFailures,
    @Doc("How long it is left alone before one request tries again") Duration breakerPause,
    @Doc("Redirects followed for one request") int maxRedirects,
    @Doc("Longest answer head") DataSize maxHeaderSize,
    @Doc("Whether HTTP/2 is spoken with origins that offer it over TLS") boolean http2,
    @Doc("Whether HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY are obeyed")
        boolean proxyFromEnvironment,
    @Doc("How often files with credentials and certificates are looked at for a change")
        Duration fileCheck) {
  public static final UpstreamSettings DEFAULTS =
      new UpstreamSettings(
          Duration.ofSeconds(3),
          Duration.ofSeconds(6),
          Duration.ofSeconds(15),
          Duration.ofMinutes(10),
          Duration.ofSeconds(9),
          2,
          Duration.ofMillis(100),
          64,
          10000,
          Duration.ofSeconds(30),
          5,
          Duration.ofSeconds(5),
          5,
          DataSize.kibibytes(64),
          true,
          true,
          Duration.ofSeconds(10));

  public UpstreamSettings {
    Check.positive(connectTimeout, "connect-timeout");
    Check.positive(firstByteTimeout, "first-byte-timeout");
    Check.positive(idleTimeout, "idle-timeout");
    Check.positive(totalTimeout, "total-timeout");
    Check.positive(headDeadline, "head-deadline");
    Check.atLeast(0, retries, "retries");
    Check.notNegative(retryBackoff, "retry-backoff");
    Check.atLeast(1, maxConnections, "max-connections");
    Check.atLeast(1, maxPending, "max-pending");
    Check.positive(poolIdle, "pool-idle");
    Check.atLeast(1, breakerFailures, "breaker-failures");
    Check.positive(breakerPause, "breaker-pause");
    Check.atLeast(0, maxRedirects, "max-redirects");
    Check.atLeast(DataSize.kibibytes(1), maxHeaderSize, "max-header-size");
    Check.positive(fileCheck, "file-check");
  }
}
