package dev.weir.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.model.ConnectionName;
import dev.weir.upstream.UpstreamRequest.Target;
import dev.weir.upstream.UpstreamResponse.Failed;
import dev.weir.upstream.UpstreamResponse.Kind;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginAddressTest {
  private static final Origin ROOT = origin("https://registry.example/");
  private static final Origin WITH_PATH = origin("https://repo.example:8443/api/npm/all/");
  private static final Origin WITH_CDN =
      origin("https://registry.example/", "cdn.example", "files.example:8443", "[2001:db8::1]");

  @ParameterizedTest
  @CsvSource({
    "lodash, https://registry.example/lodash",
    "@scope%2fname, https://registry.example/@scope%2fname",
    "@scope%2Fname, https://registry.example/@scope%2Fname",
    "-/v1/search?text=a%20b&size=20, https://registry.example/-/v1/search?text=a%20b&size=20"
  })
  void pathIsAppendedToTheBase(String path, String expected) {
    assertThat(to(OriginAddress.of(ROOT, new Target.Path(path)))).hasToString(expected);
  }

  @Test
  void pathIsAppendedToTheBasesPath() {
    assertThat(to(OriginAddress.of(WITH_PATH, new Target.Path("lodash"))))
        .hasToString("https://repo.example:8443/api/npm/all/lodash");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../admin",
        "a/../../b",
        "a/%2e%2e/b",
        "a/%2E./b",
        "..%2fadmin",
        "a\\b",
        "a%5cb",
        "a%00",
        "a b",
        "a%2",
        "a%zz",
        "a\r\nHost: other",
        "a#b",
        "é"
      })
  void oddPathsAreRefused(String path) {
    assertThat(kind(OriginAddress.of(ROOT, new Target.Path(path)))).isEqualTo(Kind.MALFORMED);
  }

  @ParameterizedTest
  @CsvSource({
    // The base's own host, with and without its path.
    "https://repo.example:8443/api/npm/all/a/-/a-1.0.0.tgz, a/-/a-1.0.0.tgz",
    "https://repo.example:8443/a/-/a-1.0.0.tgz, a/-/a-1.0.0.tgz",
    "https://REPO.example:8443/a/-/a-1.0.0.tgz, a/-/a-1.0.0.tgz",
    // A document cannot send Weir to another host, port, scheme or address.
    "https://evil.example/a/-/a-1.0.0.tgz, a/-/a-1.0.0.tgz",
    "http://evil.example/api/npm/all/a/-/a-1.0.0.tgz, a/-/a-1.0.0.tgz",
    "https://repo.example/a/-/a-1.0.0.tgz, a/-/a-1.0.0.tgz",
    "http://repo.example:8443/a/-/a-1.0.0.tgz, a/-/a-1.0.0.tgz",
    "http://169.254.169.254/latest/meta-data, latest/meta-data",
    "http://[::1]:6379/a.tgz, a.tgz",
    "https://repo.example.evil.example/a.tgz, a.tgz",
    "HTTPS://evil.example//other.example/a.tgz, /other.example/a.tgz",
    // Queries stay, fragments go, encoded slashes stay as they are.
    "https://evil.example/a.tgz?sig=x/y&t=1, a.tgz?sig=x/y&t=1",
    "https://evil.example/a.tgz#sha1, a.tgz",
    "https://evil.example/@s%2fa/-/a-1.0.0.tgz, @s%2fa/-/a-1.0.0.tgz",
    "https://evil.example?a, ?a"
  })
  void tarballComesFromTheBase(String url, String below) {
    var destination = OriginAddress.of(WITH_PATH, new Target.Tarball(url));

    assertThat(to(destination)).hasToString("https://repo.example:8443/api/npm/all/" + below);
    assertThat(destination)
        .isInstanceOfSatisfying(Destination.To.class, to -> assertThat(to.trusted()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a-1.0.0.tgz",
        "/a/-/a-1.0.0.tgz",
        "//evil.example/a.tgz",
        "://evil.example/a.tgz",
        "ftp://registry.example/a.tgz",
        "file:///etc/passwd",
        "git+ssh://registry.example/a.tgz",
        "javascript://x/a.tgz",
        "https:/registry.example/a.tgz",
        "https://user:pass@registry.example/a.tgz",
        "https://registry.example@evil.example/a.tgz",
        "https://registry.example/../a.tgz",
        "https://registry.example/a/%2e%2e/b.tgz",
        "https://registry.example/a\\..\\b.tgz",
        "https://registry.example\\@evil.example/a.tgz",
        "https://registry.example:0/a.tgz",
        "https://registry.example:65536/a.tgz",
        "https://registry.example:80a/a.tgz",
        "https://registry.example:/a.tgz",
        "https:///a.tgz",
        "https://[::1/a.tgz",
        "https://[fe80::1%25eth0]/a.tgz",
        "https://bücher.example/a.tgz",
        "https://evil.example/a b.tgz",
        "https://evil.example/a\u0000.tgz",
        "https://evil.example",
        "https://evil.example/"
      })
  void oddTarballUrlsAreRefused(String url) {
    assertThat(kind(OriginAddress.of(ROOT, new Target.Tarball(url)))).isEqualTo(Kind.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://cdn.example/a.tgz",
        "https://CDN.example/a.tgz",
        "https://files.example:8443/a.tgz?sig=1",
        "https://[2001:db8::1]/a.tgz"
      })
  void listedTarballHostIsAskedItself(String url) {
    var destination = OriginAddress.of(WITH_CDN, new Target.Tarball(url));

    assertThat(to(destination).toString()).isEqualToIgnoringCase(url);
    assertThat(destination)
        .isInstanceOfSatisfying(Destination.To.class, to -> assertThat(to.trusted()).isFalse());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://cdn.example:8443/a.tgz",
        "https://files.example/a.tgz",
        "https://files.example:9443/a.tgz",
        "https://sub.cdn.example/a.tgz",
        "https://[2001:db8::1]:8443/a.tgz"
      })
  void listedTarballHostMustMatchWithItsPort(String url) {
    assertThat(to(OriginAddress.of(WITH_CDN, new Target.Tarball(url))))
        .hasToString("https://registry.example/a.tgz");
  }

  @Test
  void listedTarballHostMustNotGiveUpTls() {
    var destination = OriginAddress.of(WITH_CDN, new Target.Tarball("http://cdn.example/a.tgz"));

    assertThat(kind(destination)).isEqualTo(Kind.FORBIDDEN_ADDRESS);
  }

  @Test
  void failureNamesTheConnection() {
    var nowhere = (Destination.Nowhere) OriginAddress.of(ROOT, new Target.Tarball("a.tgz"));

    assertThat(nowhere.failure().detail())
        .isEqualTo(
            "connection public:npmjs was given a bad address: no scheme (expected: http:// or"
                + " https://)");
  }

  @ParameterizedTest
  @CsvSource({
    "https://cdn.example/x, https://cdn.example/x, false",
    "https://registry.example/x, https://registry.example/x, true",
    "//cdn.example/x, https://cdn.example/x, false",
    "/x?y, https://registry.example/x?y, true",
    "?y, https://registry.example/a/b?y, true",
    "c?y, https://registry.example/a/c?y, true",
    "https://registry.example:444/x, https://registry.example:444/x, false",
    "https://cdn.example/x?a=b#c, https://cdn.example/x?a=b, false"
  })
  void redirectIsResolvedAgainstTheAddressItCameFrom(
      String location, String expected, boolean trusted) {
    var from = WebAddress.parse("https://registry.example/a/b?c");

    var destination = OriginAddress.redirect(ROOT, from, location);

    assertThat(to(destination)).hasToString(expected);
    assertThat(destination).isEqualTo(new Destination.To(WebAddress.parse(expected), trusted));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x",
        "https://u:p@cdn.example/",
        "mailto:a@b",
        "https://cdn.example/a\\b",
        "file:///x"
      })
  void oddRedirectsAreRefused(String location) {
    var from = WebAddress.parse("https://registry.example/a/b");

    assertThat(kind(OriginAddress.redirect(ROOT, from, location))).isEqualTo(Kind.MALFORMED);
  }

  @Test
  void redirectMustNotGiveUpTls() {
    var from = WebAddress.parse("https://cdn.example/a");

    assertThat(kind(OriginAddress.redirect(ROOT, from, "http://cdn.example/a")))
        .isEqualTo(Kind.FORBIDDEN_ADDRESS);
  }

  private static Origin origin(String base, String... tarballHosts) {
    return new Origin(
        ConnectionName.PUBLIC_NPMJS,
        URI.create(base),
        Optional.empty(),
        Set.of(tarballHosts),
        false);
  }

  private static WebAddress to(Destination destination) {
    assertThat(destination).isInstanceOf(Destination.To.class);
    return ((Destination.To) destination).address();
  }

  private static Kind kind(Destination destination) {
    assertThat(destination).isInstanceOf(Destination.Nowhere.class);
    Failed failure = ((Destination.Nowhere) destination).failure();
    return failure.kind();
  }
}
