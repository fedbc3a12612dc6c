package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.BootstrapSettings.DomainSettings;
import dev.weir.config.BootstrapSettings.RepositorySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every key, written with another value than its default, arrives where it belongs. */
class SettingsMappingTest {
  private static final String YAML =
      """
      bind: "::1"
      port: 1
      data: /srv/weir
      public-url: https://weir.example/base
      offline: true
      private-scopes: ["@acme", "@lab"]
      account-id: "123456789012"
      region: eu-central-1
      auth:
        mode: open # the only one yet
        remembered-tokens: 9
      http:
        hosts: [weir.example]
        trusted-proxies: [10.0.0.0/8, 192.168.0.1]
        max-base-urls: 2
        max-remembered-routes: 17
        max-connections: 3
        max-connections-per-address: 4
        max-requests-per-connection: 5
        max-url-length: 6KiB
        max-header-size: 7KiB
        max-request-body: 8KiB
        max-request-bodies: 14KiB
        idle-timeout: 9s
        header-timeout: 10s
        body-timeout: 11s
        upload-timeout: 18s
        write-timeout: 12s
        event-loops: 13
        write-high-water: 1MiB
        max-unsent: 15MiB
        stall-timeout: 16s
      upstream:
        connect-timeout: 1s
        first-byte-timeout: 2s
        idle-timeout: 4s
        total-timeout: 5m
        head-deadline: 8s
        retries: 1
        retry-backoff: 50ms
        max-connections: 7
        max-pending: 8
        pool-idle: 10s
        breaker-failures: 10
        breaker-pause: 11s
        max-redirects: 12
        max-header-size: 13KiB
        http2: false
        proxy-from-environment: false
        file-check: 14s
      packument:
        client-max-age: 1s
        min-fresh: 2s
        max-fresh: 3s
        default-fresh: 4s
        stale-while-revalidate: 5s
        revalidate-deadline: 6s
        negative-fresh: 7s
        negative-entries: 8
        force-interval: 9s
        max-size: 10MiB
        max-versions: 11
        index-memory: 12MiB
      tarball:
        max-size: 1MiB
        flight-tail: 2MiB
        max-flights: 3
        serve-removed: false
        max-rechecks: 4
        recheck-entries: 5
      search:
        forward: false
        max-results: 5
        max-indexed: 6
        max-scanned: 7
      answer:
        max-size: 2MiB
        memory: 3MiB
        fresh: 4s
        max-audit: 5MiB
        max-running: 6
      quota:
        domains: 1
        repositories-per-domain: 2
        upstreams: 3
        searched: 4
        rates:
          copy-package-versions: 5
          get-authorization-token: 6
          get-package-version-asset: 7
          list-packages: 8
          list-package-versions: 9
          list-package-version-assets: 10
          publish-package-version: 11
          read: 12
          write: 13
          per-token: 14
          per-address: 15
          max-keys: 16
      packages:
        settle: 1s
        max-scan: 2
        readme-max-unpacked: 3MiB
        readme-max-entries: 4
        readme-max-size: 5KiB
        size-fresh: 6s
        size-max-versions: 7
      publish:
        max-tarball: 1MiB
        max-document: 2MiB
        max-versions: 3
        max-unpacked: 4MiB
        max-ratio: 9
        max-entries: 5
        max-concurrent: 6
        max-waiting: 7
        max-wait: 8s
      storage:
        max-size: 1GiB
        min-free: 2GiB
        eviction-interval: 3s
        sweep-interval: 4s
        sweep-grace: 1h
        read-threads: 6
        write-threads: 7
        queue: 8
        purge:
          parallel: 9
          longest-wait: 11s
      memory:
        total: 2GiB
        hot: 16MiB
        in-flight: 32MiB
        block-cache: 64MiB
      cpu:
        threads: 1
        queue: 2
        large-from: 3MiB
        checks: 4
      access-log:
        file: /var/log/weir.log
        format: json
      audit-log:
        file: /var/log/weir-audit.log
      warm-up:
        time: 2s
      shutdown:
        drain: 1s
      external-connections:
        public:npmjs:
          url: https://registry.example/npm
          token-env: TOKEN
          ca-file: /etc/ssl/corporate.pem
          tarball-hosts: [files.example, "127.0.0.1:8080"]
          allow-private: true
        files: {token-file: /run/token}
        environment: {basic-env: BASIC}
        basic: {basic-file: /run/basic}
      bootstrap:
        domains:
          team:
            repositories:
              store: {external-connection: files}
              app: {description: The app's, upstreams: [store]}
      """;

  @TempDir Path folder;

  @Test
  void everyKeyArrives() {
    assertThat(new Loading(folder).yaml(YAML).settings()).isEqualTo(expected());
  }

  @Test
  void noKeyIsForgottenHere() {
    var defaults = EffectiveSettings.leaves(WeirSettings.DEFAULTS);
    var same =
        EffectiveSettings.leaves(expected()).entrySet().stream()
            .filter(leaf -> leaf.getValue().equals(defaults.get(leaf.getKey())))
            .map(leaf -> leaf.getKey().toString())
            .toList();

    // Of a mode there is only one yet; a connection can have only one credential.
    assertThat(same)
        .containsExactlyInAnyOrder(
            "auth.mode",
            "external-connections.public:npmjs.token-file",
            "external-connections.public:npmjs.basic-env",
            "external-connections.public:npmjs.basic-file");
  }

  private static WeirSettings expected() {
    return new WeirSettings(
        "::1",
        1,
        Optional.of("/srv/weir"),
        Optional.of("https://weir.example/base"),
        true,
        List.of("@acme", "@lab"),
        "123456789012",
        "eu-central-1",
        new AuthSettings("open", 9),
        http(),
        upstream(),
        packument(),
        new TarballSettings(DataSize.mebibytes(1), DataSize.mebibytes(2), 3, false, 4, 5),
        new SearchSettings(false, 5, 6, 7),
        new AnswerSettings(
            DataSize.mebibytes(2),
            DataSize.mebibytes(3),
            Duration.ofSeconds(4),
            DataSize.mebibytes(5),
            6),
        new QuotaSettings(1, 2, 3, 4, new RateSettings(5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)),
        new PackagesSettings(
            Duration.ofSeconds(1),
            2,
            DataSize.mebibytes(3),
            4,
            DataSize.kibibytes(5),
            Duration.ofSeconds(6),
            7),
        new PublishSettings(
            DataSize.mebibytes(1),
            DataSize.mebibytes(2),
            3,
            DataSize.mebibytes(4),
            9,
            5,
            6,
            7,
            Duration.ofSeconds(8)),
        new StorageSettings(
            DataSize.gibibytes(1),
            DataSize.gibibytes(2),
            Duration.ofSeconds(3),
            Duration.ofSeconds(4),
            Duration.ofHours(1),
            6,
            7,
            8,
            new PurgeSettings(9, Duration.ofSeconds(11))),
        new MemorySettings(
            Optional.of(DataSize.gibibytes(2)),
            Optional.of(DataSize.mebibytes(16)),
            Optional.of(DataSize.mebibytes(32)),
            Optional.of(DataSize.mebibytes(64))),
        new CpuSettings(1, 2, DataSize.mebibytes(3), 4),
        new AccessLogSettings(Optional.of("/var/log/weir.log"), "json"),
        new AuditLogSettings(Optional.of("/var/log/weir-audit.log")),
        new WarmUpSettings(Duration.ofSeconds(2)),
        new ShutdownSettings(Duration.ofSeconds(1)),
        connections(),
        bootstrap());
  }

  private static HttpSettings http() {
    return new HttpSettings(
        List.of("weir.example"),
        List.of("10.0.0.0/8", "192.168.0.1"),
        2,
        17,
        3,
        4,
        5,
        DataSize.kibibytes(6),
        DataSize.kibibytes(7),
        DataSize.kibibytes(8),
        DataSize.kibibytes(14),
        Duration.ofSeconds(9),
        Duration.ofSeconds(10),
        Duration.ofSeconds(11),
        Duration.ofSeconds(18),
        Duration.ofSeconds(12),
        13,
        DataSize.mebibytes(1),
        DataSize.mebibytes(15),
        Duration.ofSeconds(16));
  }

  private static UpstreamSettings upstream() {
    return new UpstreamSettings(
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(4),
        Duration.ofMinutes(5),
        Duration.ofSeconds(8),
        1,
        Duration.ofMillis(50),
        7,
        8,
        Duration.ofSeconds(10),
        10,
        Duration.ofSeconds(11),
        12,
        DataSize.kibibytes(13),
        false,
        false,
        Duration.ofSeconds(14));
  }

  private static PackumentSettings packument() {
    return new PackumentSettings(
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(3),
        Duration.ofSeconds(4),
        Duration.ofSeconds(5),
        Duration.ofSeconds(6),
        Duration.ofSeconds(7),
        8,
        Duration.ofSeconds(9),
        DataSize.mebibytes(10),
        11,
        DataSize.mebibytes(12));
  }

  private static Map<String, ConnectionSettings> connections() {
    Optional<String> unset = Optional.empty();
    return Map.of(
        "public:npmjs",
        new ConnectionSettings(
            Optional.of("https://registry.example/npm"),
            Optional.of("TOKEN"),
            unset,
            unset,
            unset,
            Optional.of("/etc/ssl/corporate.pem"),
            List.of("files.example", "127.0.0.1:8080"),
            true),
        "files",
        new ConnectionSettings(
            unset, unset, Optional.of("/run/token"), unset, unset, unset, List.of(), false),
        "environment",
        new ConnectionSettings(
            unset, unset, unset, Optional.of("BASIC"), unset, unset, List.of(), false),
        "basic",
        new ConnectionSettings(
            unset, unset, unset, unset, Optional.of("/run/basic"), unset, List.of(), false));
  }

  private static BootstrapSettings bootstrap() {
    return new BootstrapSettings(
        Map.of(
            "team",
            new DomainSettings(
                Map.of(
                    "store",
                    new RepositorySettings("", List.of(), Optional.of("files")),
                    "app",
                    new RepositorySettings("The app's", List.of("store"), Optional.empty())))));
  }
}
