package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.config.WeirSettings;
import dev.weir.testing.FuzzText;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code Host} and {@code X-Forwarded-Proto}, {@code -Host} and {@code -Prefix}, a line each: a
 * base URL that comes of them has one reading, and a host that nobody named makes none.
 */
class BaseUrlFuzzTest {
  private static final Pattern BASE =
      Pattern.compile(
          "https?://([a-z0-9._-]+|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?(/[A-Za-z0-9._~-]+)*");
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]+\\]");
  private static final BaseUrlRules RULES =
      BaseUrlRules.of(WeirSettings.DEFAULTS, List.of("buildbox"));

  @FuzzTest(maxDuration = "")
  void hasOneReading(byte[] data) {
    var lines = FuzzText.fields(data);
    var host = FuzzText.at(lines, 0);

    assertAuthority(host);
    var plain = RULES.resolve(new BaseUrlRules.Seen(false, host, null, null, null));
    assertPlain(plain, host);
    var forwarded =
        RULES.resolve(
            new BaseUrlRules.Seen(
                host.length() % 2 == 0, host, field(lines, 1), field(lines, 2), field(lines, 3)));
    if (forwarded instanceof BaseUrl.Known known) {
      assertOneReading(known.base());
    }
  }

  private static void assertAuthority(String text) {
    var parsed = Authority.parse(text);
    if (parsed.isEmpty()) {
      return;
    }
    var authority = parsed.get();
    assertThat(authority.port()).isBetween(0, 65535);
    assertThat(Authority.parse(authority.under("http").substring("http://".length())))
        .contains(new Authority(authority.host(), authority.port() == 80 ? 0 : authority.port()));
    assertThat(text).isEqualToIgnoringCase(text.strip()).doesNotContain("@", "/", "\\", "%", " ");
    if (authority.isAddress()) {
      assertThat(authority.host()).matches(ADDRESS);
    }
  }

  private static void assertPlain(BaseUrl url, String host) {
    if (url instanceof BaseUrl.Known known) {
      assertOneReading(known.base());
      var name = Authority.parse(host).orElseThrow();
      assertThat(name.isAddress() || List.of("localhost", "buildbox").contains(name.host()))
          .as(host)
          .isTrue();
    } else {
      assertThat(url).isEqualTo(new BaseUrl.Misdirected(host));
    }
  }

  private static void assertOneReading(String base) {
    assertThat(base).matches(BASE).doesNotContain("/.");
    var uri = URI.create(base);
    boolean https = base.startsWith("https:");
    assertThat(uri.getPort()).isNotEqualTo(https ? 443 : 80);
    assertThat(uri.getRawUserInfo()).isNull();
  }

  private static @Nullable String field(List<String> lines, int i) {
    return i < lines.size() ? lines.get(i) : null;
  }
}
