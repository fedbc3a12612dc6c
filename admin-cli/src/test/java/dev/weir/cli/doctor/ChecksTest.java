package dev.weir.cli.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.doctor.Finding.Level;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of the checks, without anybody at the other end. */
class ChecksTest {
  private static final String DATE = "Sat, 28 Nov 2026 02:00:00 GMT";

  @ParameterizedTest
  @CsvSource({
    "2026-11-28T02:00:00Z, OK",
    "2026-11-28T02:01:00Z, OK",
    "2026-11-28T01:58:59Z, WARN",
    "2026-11-28T02:05:00Z, WARN",
    "2026-11-28T02:05:01Z, FAIL",
    "2026-11-28T01:00:00Z, FAIL"
  })
  void clockMayDifferByAMinute(Instant now, Level level) {
    assertThat(ClockCheck.of(DATE, now)).extracting(Finding::level).containsExactly(level);
  }

  @Test
  void clockSaysWhoIsAhead() {
    assertThat(ClockCheck.of(DATE, Instant.parse("2026-11-28T02:10:00Z")).get(0).text())
        .startsWith("this machine is 10 min 0 s ahead of the daemon");
    assertThat(ClockCheck.of(DATE, Instant.parse("2026-11-28T01:50:00Z")).get(0).text())
        .startsWith("this machine is 10 min 0 s behind the daemon");
    assertThat(ClockCheck.of("yesterday", Instant.EPOCH).get(0).level()).isEqualTo(Level.WARN);
  }

  @ParameterizedTest
  @CsvSource({
    "http://weir.example/npm/a/b/x/-/x-1.tgz, ''",
    "http://WEIR.example:80/npm/a/b/x/-/x-1.tgz, ''",
    "https://weir.example/npm/a/b/x/-/x-1.tgz, scheme https",
    "http://other.example/npm/a/b/x/-/x-1.tgz, host other.example",
    "http://weir.example:8080/npm/a/b/x/-/x-1.tgz, port 8080",
    "http://weir.example/npm/a/c/x/-/x-1.tgz, its path",
    "not an address, it is no address"
  })
  void tarballMustBeBelowTheRegistry(String tarball, String difference) {
    var found = AddressCheck.difference(URI.create("http://weir.example/npm/a/b/"), tarball);

    assertThat(found.orElse("")).startsWith(difference);
    assertThat(found.isEmpty()).isEqualTo(difference.isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "weir.example, weir.example, true",
    "weir.example, example, true",
    "weir.example, .example, true",
    "weir.example, eir.example, false",
    "weir.example, *, false",
    "weir.example, weir.example:80, false",
    "127.0.0.1, 127.0.0.1, true",
    "127.0.0.1, localhost, false"
  })
  void hostIsExceptedAsNpmDoes(String host, String exception, boolean excepted) {
    assertThat(ProxyCheck.isExcepted(host, List.of(exception))).isEqualTo(excepted);
  }

  @Test
  void localhostThatIsTwoAddressesOfWhichOneListensIsNoted() throws IOException {
    try (var daemon = new ServerSocket(0, 1, loopback(1))) {
      var registry = localhost(daemon.getLocalPort());
      var there = loopback(1);
      var other = loopback(2);
      var second = Duration.ofSeconds(1);

      assertThat(LocalhostCheck.of(registry, second, host -> List.of(other, there)))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.level()).isEqualTo(Level.WARN);
                assertThat(finding.text()).startsWith("localhost is 127.0.0.2 too");
                assertThat(finding.advice()).isEqualTo("write 127.0.0.1 in place of localhost");
              });
      assertThat(LocalhostCheck.of(registry, second, host -> List.of(there))).isEmpty();
      assertThat(LocalhostCheck.of(registry, second, host -> List.of(other))).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"7.24.2, WARN", "8.0.0, OK", "11.2.0, OK", "12.0.0-pre.1, OK"})
  void npmIsOneThatIsTried(String version, Level level) {
    assertThat(VersionCheck.judged(Optional.of(version), Optional.of("v20.1.0")).level())
        .isEqualTo(level);
  }

  @Test
  void npm12IsToldWhatIsSpecialAboutIt() {
    assertThat(VersionCheck.judged(Optional.of("12.0.0"), Optional.empty()).text())
        .contains("EALLOWREMOTE");
  }

  @Test
  void expiryOfATokenIsReadWithoutItsKey() {
    var base64 = Base64.getUrlEncoder().withoutPadding();

    assertThat(
            TokenCheck.expiry("x." + base64.encodeToString("{\"exp\":60}".getBytes(UTF_8)) + ".y"))
        .hasValue(Instant.ofEpochSecond(60));
    for (String none : List.of("", "opaque", "a.b.c", "..", "a.!!.c", "x.e30.y")) {
      assertThat(TokenCheck.expiry(none)).as(none).isEmpty();
    }
  }

  @Test
  void registrysAddressIsTakenApart() {
    var url = RegistryUrl.of("https://u:p@weir.example/x/npm/a/b").orElseThrow();

    assertThat(url.repository()).hasValue("a/b");
    assertThat(url.root()).isEqualTo("https://u:p@weir.example/x");
    assertThat(url.authority()).isEqualTo("weir.example");
    assertThat(url).hasToString("https://…@weir.example/x/npm/a/b/");
    assertThat(RegistryUrl.of("http://weir.example").orElseThrow().repository()).isEmpty();
    for (String none : List.of("", "ftp://weir.example/", "weir.example", "http:///a", "a b")) {
      assertThat(RegistryUrl.of(none)).as(none).isEmpty();
    }
  }

  private static InetAddress loopback(int last) throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
  }

  private static RegistryUrl localhost(int port) {
    return RegistryUrl.of("http://localhost:%d/npm/local/dev/".formatted(port)).orElseThrow();
  }
}
