package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said about a configuration that is wrong. */
class SettingsProblemsTest {
  @TempDir Path folder;

  private Loading loading;

  @BeforeEach
  void start() {
    loading = new Loading(folder);
  }

  @Test
  void everythingIsReportedAtOnce() {
    var yaml =
        """
        port: 70000
        account-id: abc
        http:
          max-connections: 0
          idle-timeout: soon
          max-conections: 5
          write-timeout: 0s
        storage: many
        """;

    assertThat(loading.yaml(yaml).set("offline=perhaps").problems())
        .containsExactlyInAnyOrder(
            "port: 70000 (expected: 0 to 65535) [weir.yaml:1:7]",
            "account-id: abc (expected: 12 digits) [weir.yaml:2:13]",
            "http.max-connections: 0 (expected: >= 1) [weir.yaml:4:20]",
            "http.idle-timeout: soon (expected: a time such as 500ms, 90s, 5m, 2h or 1d)"
                + " [weir.yaml:5:17]",
            "http.max-conections: unknown key (did you mean http.max-connections?)"
                + " [weir.yaml:6:19]",
            "http.write-timeout: 0s (expected: > 0s) [weir.yaml:7:18]",
            "storage: many (expected: a section with keys) [weir.yaml:8:10]",
            "offline: perhaps (expected: true or false) [--set]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "maxConnections=1            | did you mean http.max-connections?",
        "http.max_header_size=1KiB   | did you mean http.max-header-size?",
        "htpp.hosts=a                | did you mean http?",
        "memory.totl=1GiB            | did you mean memory.total?",
        "cpu.entirely-different=1    | known here: threads, queue, large-from, checks",
        "external-connections.corp.ulr=a | did you mean external-connections.corp.url?",
      })
  void unknownKeyComesWithASuggestion(String assignment, String suggestion) {
    assertThat(loading.set(assignment).problems())
        .singleElement()
        .asString()
        .contains("unknown key (" + suggestion + ")");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "port=12.5                  | port: 12.5 (expected: a whole number)",
        "port=99999999999           | port: 99999999999 (expected: a whole number)",
        "port=[1]                   | port: a list (expected: a whole number)",
        "port=                      | port: nothing (expected: a whole number)",
        "http.hosts={a: b}          | http.hosts: a section (expected: a list of words",
        "http.max-url-length=8 kB   | http.max-url-length: 8 kB (expected: a size such as",
        "http.max-url-length=9999999999GiB | (expected: a size such as",
        "shutdown.drain=10          | shutdown.drain: 10 (expected: a time such as",
        "bootstrap.domains=x        | bootstrap.domains: x (expected: a section with names",
        "auth.mode=closed           | auth.mode: closed (expected: open or enforced)",
        "auth.mode=enforced         | auth.mode: enforced (expected: open; enforced comes with",
        "access-log.format=xml      | access-log.format: xml (expected: text or json)",
        "public-url=ftp://x.example | public-url: ftp://x.example (expected: an http or https",
        "public-url=weir.example    | public-url: weir.example (expected: an http or https",
        "public-url=http://x/?a=b   | (expected: an http or https address",
        "account-id=1234            | account-id: 1234 (expected: 12 digits)",
        "region=here                | region: here (expected: a region such as us-east-1)",
        "packument.min-fresh=10m    | packument.min-fresh: 10m (expected: <= max-fresh, which is 5m)",
        "upstream.connect-timeout=1m| upstream.connect-timeout: 1m (expected: <= upstream.head-d",
        "storage.sweep-grace=1m     | storage.sweep-grace: 1m (expected: > upstream.total-timeout",
        "memory.total=256MiB        | memory.total: 256MiB (expected: >= 512MiB)",
        "memory.hot=900MiB          | memory: hot 900MiB, in-flight 108MiB, block-cache 108MiB",
        "packument.index-memory=1GiB| packument.index-memory: 1GiB (expected: <= 140MiB",
        "external-connections.corp.url=x | external-connections.corp.url: x (expected: an http or https",
        "external-connections.-.url=http://x.example | external connection: - (expected: 2 to 100",
      })
  void wrongValueIsNamedWithWhatWasExpected(String assignment, String message) {
    assertThat(loading.set(assignment).problems()).singleElement().asString().contains(message);
  }

  @Test
  void onlyOneCredentialCanBeGiven() {
    loading
        .set("external-connections.corp.token-env=A")
        .set("external-connections.corp.basic-file=b");

    assertThat(loading.problems())
        .singleElement()
        .asString()
        .startsWith("external-connections.corp.basic-file: b (expected: unset, since token-env");
  }

  @Test
  void passwordInAnAddressIsRefusedAndNotRepeated() {
    assertThat(loading.set("public-url=http://me:secret@x.example").problems())
        .singleElement()
        .asString()
        .contains("http://***@x.example")
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0", "'::'", "192.168.1.5"})
  void addressOthersCanReachNeedsInsecure(String bind) {
    loading.set("bind=" + bind);

    assertThat(loading.problems()).singleElement().asString().contains("--insecure");
    assertThat(loading.insecure().settings().bind()).isEqualTo(bind);
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1", "127.0.0.2", "'::1'", "localhost"})
  void loopbackNeedsNothing(String bind) {
    assertThat(loading.set("bind=" + bind).settings().bind()).isEqualTo(bind);
  }

  @ParameterizedTest
  @CsvSource({"example.com", "300.1.1.1", "1.2"})
  void whatIsNoAddressIsRefused(String bind) {
    assertThat(loading.set("bind=" + bind).insecure().problems())
        .singleElement()
        .asString()
        .contains("an IP address or localhost");
  }

  @ParameterizedTest
  @CsvSource({"port", "=1", "http..hosts=a", "'http.\"hosts=a'"})
  void assignmentWithoutKeyIsRefused(String assignment) {
    assertThat(loading.set(assignment).problems())
        .singleElement()
        .asString()
        .contains("(expected: key=value)");
  }
}
