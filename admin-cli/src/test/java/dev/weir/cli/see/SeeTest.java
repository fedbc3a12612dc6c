package dev.weir.cli.see;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.FakeDaemon;
import dev.weir.cli.Weir;
import dev.weir.cli.json.JsonPrinter;
import dev.weir.cli.json.JsonReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verbs that show a daemon: what they ask and what they print. */
class SeeTest {
  private static final String STATUS =
      """
      {"product": "weir", "version": "0.1.0", "startedAt": "2026-11-28T01:00:00Z",
       "uptimeSeconds": 3725, "account": "000000000000", "region": "us-east-1",
       "authMode": "open", "offline": false,
       "health": {"status": "degraded", "trouble": {"cache": "no room"}},
       "cache": {"hits": 123, "misses": 4, "hitRatio": 0.968, "coalesced": 1,
                 "bytesSaved": 1536, "bytesFetched": 99, "integrityFailures": 1},
       "storage": {"ledger": {"liveBytes": 10, "diskBytes": 20, "blobs": 1},
                   "cache": {"liveBytes": 1024, "diskBytes": 2048, "blobs": 3,
                             "maxBytes": 1048576}},
       "catalog": {"domains": 1, "repositories": 2},
       "connections": [
         {"name": "public:npmjs", "url": "http://registry.example/", "state": "ok",
          "detail": null, "repositories": 1},
         {"name": "private", "url": null, "state": "failing", "detail": "timeout",
          "repositories": 0}]}""";

  private final FakeDaemon daemon = FakeDaemon.start();

  @AfterEach
  void stop() {
    daemon.close();
  }

  @Test
  void statusIsAPage() {
    daemon.answers(STATUS);

    var run = Weir.of(daemon).run("status", "--output", "table");

    assertThat(run.out())
        .isEqualTo(
            """
            weir 0.1.0 at %s is degraded, up 1 h 2 min
              cache: no room

            account       000000000000 in us-east-1, authorization open
            catalog       1 domain, 2 repositories
            cache         96.8 %% hits of 127 requests, 1 integrity failure
                          99 B fetched, 1.5 KiB saved, 1 request joined a fetch under way
            ledger        10 B in 1 blob, 20 B on disk
            stored cache  1.0 KiB in 3 blobs of at most 1.0 MiB, 2.0 KiB on disk

            CONNECTION    REPOSITORIES  ADDRESS                   STATE
            public:npmjs  1             http://registry.example/  ok
            private       0             none                      failing: timeout
            """
                .formatted(daemon.url()));
    assertThat(daemon.asked().get(0).target()).isEqualTo("/weir/v1/status");
  }

  @Test
  void statusHasColoursOnTerminals() {
    daemon.answers(STATUS);

    var run = Weir.of(daemon).onTerminal().run("status");

    assertThat(run.out())
        .contains("\u001b[31mdegraded\u001b[0m")
        .contains("\u001b[32mok\u001b[0m")
        .contains("\u001b[31mfailing: timeout\u001b[0m");
  }

  @Test
  void statusOfFreshDaemonHasNoRatio() {
    daemon.answers("{\"version\":\"0.1.0\",\"cache\":{\"hitRatio\":null},\"connections\":[]}");

    var run = Weir.of(daemon).run("status", "--output=table");

    assertThat(run.out()).contains("nothing asked for yet").contains("no connections");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "tree",
        "removed",
        "who-has lodash",
        "verify",
        "cache stats",
        "cache purge lodash"
      })
  void jsonIsTheAnswerWithAllThatWasInIt(String line) {
    var answer = "{\"later\":[1.50,{\"new\":null}],\"domains\":[]}";
    daemon.answers(answer);

    var run = Weir.of(daemon).run((line + " --output json").split(" "));

    assertThat(run.out()).isEqualTo(JsonPrinter.print(JsonReader.read(answer)) + "\n");
  }

  @Test
  void whatWasRemovedIsATable() {
    daemon.answers(
        """
        {"removed": [{"repository": "local/dev", "package": "left-pad", "version": "1.0.1",
                      "connection": "public:npmjs", "since": "2026-11-28T12:00:00Z"}],
         "more": false}""");

    assertThat(Weir.of(daemon).run("removed", "--output", "table").out())
        .contains("local/dev   left-pad  1.0.1    public:npmjs  2026-11-28T12:00:00Z");

    daemon.answers("{\"removed\": [], \"more\": false}");
    assertThat(Weir.of(daemon).run("removed", "--output", "table").out()).contains("nothing that");
  }

  @Test
  void cacheStatsAreAPage() {
    daemon.answers(
        """
        {"hot": {"entries": 2, "bytes": 2048, "maxBytes": 4096, "hits": 1000, "misses": 1,
                 "evictions": 0},
         "requests": {"packument": {"hit": 10, "miss": 1}, "tarball": {"hit": 5, "miss": 2}},
         "storage": {"documents": null, "tarballs": null, "blobs": 7, "liveBytes": 1,
                     "diskBytes": 2, "maxBytes": null}}""");

    var run = Weir.of(daemon).run("cache", "stats", "--output", "table");

    assertThat(run.out())
        .isEqualTo(
            """
            in memory  2.0 KiB of 4.0 KiB in 2 entries, 1,000 hits, 1 misses, 0 evicted
            stored     1 B in 7 blobs, 2 B on disk

            REQUESTS  PACKUMENT  TARBALL
            hit       10         5
            miss      1          2
            """);
    assertThat(daemon.asked().get(0).target()).isEqualTo("/weir/v1/cache");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "lodash|{\"package\":\"lodash\"}",
        "lodash@4.17.21|{\"package\":\"lodash\",\"version\":\"4.17.21\"}",
        "@types/node|{\"package\":\"@types/node\"}",
        "@types/node@1.0.0|{\"package\":\"@types/node\",\"version\":\"1.0.0\"}",
      })
  void purgeNamesThePackage(String what, String body) {
    Weir.of(daemon).run("cache", "purge", what);

    var asked = daemon.asked().get(0);
    assertThat(asked.method() + asked.target()).isEqualTo("POST/weir/v1/cache/purge");
    assertThat(asked.body().replaceAll("\\s", "")).isEqualTo(body);
    assertThat(asked.headers()).containsEntry("Content-type", "application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"@", "lodash@", "@types/node@"})
  void purgeOfNothingIsWrongUsage(String what) {
    var run = Weir.of(daemon).run("cache", "purge", what);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(what + " (expected: PACKAGE or PACKAGE@VERSION)");
  }

  @Test
  void purgeSaysWhatStays() {
    daemon.answers(
        """
        {"package": "lodash", "version": null, "documents": 1, "tarballs": 2, "bytes": 1024,
         "hotEntries": 4, "kept": [{"version": "1.0.0", "reason": "no longer offered"}]}""");

    var run = Weir.of(daemon).run("cache", "purge", "lodash", "--output", "table");

    assertThat(run.out())
        .isEqualTo(
            """
            lodash: dropped 1 document, 2 tarballs (1.0 KiB) and 4 entries in memory
              kept 1.0.0: no longer offered
            """);
  }
}
