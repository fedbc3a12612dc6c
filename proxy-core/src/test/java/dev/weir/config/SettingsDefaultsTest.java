package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pins the defaults: a change of one is a change for everyone who runs without a file. */
class SettingsDefaultsTest {
  @TempDir Path folder;

  @Test
  void defaultsAreThese() {
    var leaves =
        EffectiveSettings.leaves(WeirSettings.DEFAULTS).entrySet().stream()
            .map(leaf -> leaf.getKey() + " = " + leaf.getValue())
            .collect(Collectors.joining("\n", "", "\n"));

    assertThat(leaves)
        .isEqualTo(
            """
            bind = 127.0.0.1
            port = 9347
            data = unset
            public-url = unset
            offline = false
            private-scopes = []
            account-id = 000000000000
            region = us-east-1
            auth.mode = open
            auth.remembered-tokens = 10000
            http.hosts = []
            http.trusted-proxies = []
            http.max-base-urls = 8
            http.max-remembered-routes = 8192
            http.max-connections = 20000
            http.max-connections-per-address = 10000
            http.max-requests-per-connection = 1000000
            http.max-url-length = 8KiB
            http.max-header-size = 16KiB
            http.max-request-body = 1MiB
            http.max-request-bodies = 16MiB
            http.idle-timeout = 75s
            http.header-timeout = 15s
            http.body-timeout = 30s
            http.upload-timeout = 30m
            http.write-timeout = 1m
            http.event-loops = 0
            http.write-high-water = 512KiB
            http.max-unsent = 24MiB
            http.stall-timeout = 5s
            upstream.connect-timeout = 3s
            upstream.first-byte-timeout = 6s
            upstream.idle-timeout = 15s
            upstream.total-timeout = 10m
            upstream.head-deadline = 9s
            upstream.retries = 2
            upstream.retry-backoff = 100ms
            upstream.max-connections = 64
            upstream.max-pending = 10000
            upstream.pool-idle = 30s
            upstream.breaker-failures = 5
            upstream.breaker-pause = 5s
            upstream.max-redirects = 5
            upstream.max-header-size = 64KiB
            upstream.http2 = true
            upstream.proxy-from-environment = true
            upstream.file-check = 10s
            packument.client-max-age = 0s
            packument.min-fresh = 30s
            packument.max-fresh = 5m
            packument.default-fresh = 2m
            packument.stale-while-revalidate = 10m
            packument.revalidate-deadline = 3s
            packument.negative-fresh = 1m
            packument.negative-entries = 100000
            packument.force-interval = 1s
            packument.max-size = 128MiB
            packument.max-versions = 100000
            packument.index-memory = 24MiB
            tarball.max-size = 2GiB
            tarball.flight-tail = 4MiB
            tarball.max-flights = 20000
            tarball.serve-removed = true
            tarball.max-rechecks = 32
            tarball.recheck-entries = 50000
            search.forward = true
            search.max-results = 250
            search.max-indexed = 100000
            search.max-scanned = 200000
            answer.max-size = 8MiB
            answer.memory = 4MiB
            answer.fresh = 5m
            answer.max-audit = 4MiB
            answer.max-running = 1000
            quota.domains = 1000
            quota.repositories-per-domain = 1000
            quota.upstreams = 10
            quota.searched = 25
            quota.rates.copy-package-versions = 0
            quota.rates.get-authorization-token = 0
            quota.rates.get-package-version-asset = 0
            quota.rates.list-packages = 0
            quota.rates.list-package-versions = 0
            quota.rates.list-package-version-assets = 0
            quota.rates.publish-package-version = 0
            quota.rates.read = 0
            quota.rates.write = 0
            quota.rates.per-token = 0
            quota.rates.per-address = 0
            quota.rates.max-keys = 10000
            packages.settle = 5s
            packages.max-scan = 10000
            packages.readme-max-unpacked = 256MiB
            packages.readme-max-entries = 100000
            packages.readme-max-size = 1MiB
            packages.size-fresh = 1m
            packages.size-max-versions = 200000
            publish.max-tarball = 512MiB
            publish.max-document = 8MiB
            publish.max-versions = 10000
            publish.max-unpacked = 4GiB
            publish.max-ratio = 200
            publish.max-entries = 200000
            publish.max-concurrent = 8
            publish.max-waiting = 256
            publish.max-wait = 1m
            storage.max-size = 20GiB
            storage.min-free = 1GiB
            storage.eviction-interval = 10s
            storage.sweep-interval = 1h
            storage.sweep-grace = 30m
            storage.read-threads = 4
            storage.write-threads = 2
            storage.queue = 20000
            storage.purge.parallel = 64
            storage.purge.longest-wait = 10s
            memory.total = unset
            memory.hot = unset
            memory.in-flight = unset
            memory.block-cache = unset
            cpu.threads = 0
            cpu.queue = 20000
            cpu.large-from = 1MiB
            cpu.checks = 8
            access-log.file = unset
            access-log.format = text
            audit-log.file = unset
            warm-up.time = 0s
            shutdown.drain = 10s
            external-connections.public:npmjs.url = unset
            external-connections.public:npmjs.token-env = unset
            external-connections.public:npmjs.token-file = unset
            external-connections.public:npmjs.basic-env = unset
            external-connections.public:npmjs.basic-file = unset
            external-connections.public:npmjs.ca-file = unset
            external-connections.public:npmjs.tarball-hosts = []
            external-connections.public:npmjs.allow-private = false
            bootstrap.domains.local.repositories.dev.description =\s
            bootstrap.domains.local.repositories.dev.upstreams = [npm-store]
            bootstrap.domains.local.repositories.dev.external-connection = unset
            bootstrap.domains.local.repositories.npm-store.description =\s
            bootstrap.domains.local.repositories.npm-store.upstreams = []
            bootstrap.domains.local.repositories.npm-store.external-connection = public:npmjs
            """);
  }

  @Test
  void nothingGivenIsTheDefaults() {
    var loaded = new Loading(folder).loaded();

    assertThat(loaded.settings()).isEqualTo(WeirSettings.DEFAULTS);
    assertThat(loaded.file()).isEmpty();
    assertThat(loaded.differing()).isEmpty();
  }
}
