package dev.weir.upstream;

import dev.weir.config.UpstreamSettings;
import java.time.Duration;

/** The settings of {@link ClientUnderTest} with what a test is about changed. */
final class SettingsFor {
  private static final UpstreamSettings BASE = ClientUnderTest.SETTINGS;

  private SettingsFor() {}

  static UpstreamSettings timeouts(Duration connect, Duration firstByte) {
    return new UpstreamSettings(
        connect,
        firstByte,
        BASE.idleTimeout(),
        BASE.totalTimeout(),
        BASE.headDeadline(),
        BASE.retries(),
        BASE.retryBackoff(),
        BASE.maxConnections(),
        BASE.maxPending(),
        BASE.poolIdle(),
        BASE.breakerFailures(),
        BASE.breakerPause(),
        BASE.maxRedirects(),
        BASE.maxHeaderSize(),
        BASE.http2(),
        BASE.proxyFromEnvironment(),
        BASE.fileCheck());
  }

  static UpstreamSettings body(Duration idle, Duration total) {
    return new UpstreamSettings(
        BASE.connectTimeout(),
        BASE.firstByteTimeout(),
        idle,
        total,
        BASE.headDeadline(),
        BASE.retries(),
        BASE.retryBackoff(),
        BASE.maxConnections(),
        BASE.maxPending(),
        BASE.poolIdle(),
        BASE.breakerFailures(),
        BASE.breakerPause(),
        BASE.maxRedirects(),
        BASE.maxHeaderSize(),
        BASE.http2(),
        BASE.proxyFromEnvironment(),
        BASE.fileCheck());
  }

  static UpstreamSettings retries(
      int retries, Duration backoff, Duration firstByte, int breakerFailures) {
    return new UpstreamSettings(
        BASE.connectTimeout(),
        firstByte,
        BASE.idleTimeout(),
        BASE.totalTimeout(),
        BASE.headDeadline(),
        retries,
        backoff,
        BASE.maxConnections(),
        BASE.maxPending(),
        BASE.poolIdle(),
        breakerFailures,
        BASE.breakerPause(),
        BASE.maxRedirects(),
        BASE.maxHeaderSize(),
        BASE.http2(),
        BASE.proxyFromEnvironment(),
        BASE.fileCheck());
  }

  static UpstreamSettings pool(int maxConnections, int maxPending, Duration poolIdle) {
    return new UpstreamSettings(
        BASE.connectTimeout(),
        BASE.firstByteTimeout(),
        BASE.idleTimeout(),
        BASE.totalTimeout(),
        BASE.headDeadline(),
        BASE.retries(),
        BASE.retryBackoff(),
        maxConnections,
        maxPending,
        poolIdle,
        BASE.breakerFailures(),
        BASE.breakerPause(),
        BASE.maxRedirects(),
        BASE.maxHeaderSize(),
        BASE.http2(),
        BASE.proxyFromEnvironment(),
        BASE.fileCheck());
  }

  static UpstreamSettings http2(boolean on) {
    return new UpstreamSettings(
        BASE.connectTimeout(),
        BASE.firstByteTimeout(),
        BASE.idleTimeout(),
        BASE.totalTimeout(),
        BASE.headDeadline(),
        BASE.retries(),
        BASE.retryBackoff(),
        BASE.maxConnections(),
        BASE.maxPending(),
        BASE.poolIdle(),
        BASE.breakerFailures(),
        BASE.breakerPause(),
        BASE.maxRedirects(),
        BASE.maxHeaderSize(),
        on,
        BASE.proxyFromEnvironment(),
        BASE.fileCheck());
  }
}
