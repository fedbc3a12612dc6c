package dev.weir.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.model.ConnectionName;
import dev.weir.testing.FuzzText;
import dev.weir.upstream.UpstreamRequest.Target;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code dist.tarball} on the first line, a path on the second, a {@code Location} on the third:
 * however they are written, they lead nowhere or to a host that the operator has named, below its
 * base, by an address that the JDK's parser understands in the same way.
 */
class OriginAddressFuzzTest {
  private static final List<Origin> ORIGINS =
      List.of(
          origin("https://registry.example/"),
          origin("https://repo.example:8443/api/npm/all/"),
          origin("http://127.0.0.1:4873/"),
          origin(
              "https://registry.example/", "cdn.example", "files.example:8443", "[2001:db8::1]"));

  @FuzzTest(maxDuration = "")
  void leadsNowhereElse(byte[] data) {
    var lines = FuzzText.lines(data);
    for (var origin : ORIGINS) {
      check(origin, OriginAddress.of(origin, new Target.Tarball(FuzzText.at(lines, 0))), false);
      check(origin, OriginAddress.of(origin, new Target.Path(FuzzText.at(lines, 1))), false);
      var from = WebAddress.of(origin.base());
      check(origin, OriginAddress.redirect(origin, from, FuzzText.at(lines, 2)), true);
    }
  }

  private static void check(Origin origin, Destination destination, boolean redirected) {
    if (!(destination instanceof Destination.To to)) {
      return;
    }
    var address = to.address();
    var base = WebAddress.of(origin.base());
    assertReadAlike(address);
    assertPlain(address.path());
    assertThat(to.trusted()).as("%s", address).isEqualTo(address.sameServer(base));
    if (origin.base().getScheme().equals("https")) {
      assertThat(address.scheme()).isEqualTo("https");
    }
    if (!redirected) {
      boolean listed =
          origin.tarballHosts().contains(address.hostAndPort())
              || address.onDefaultPort() && origin.tarballHosts().contains(address.host());
      assertThat(address.sameHost(base) || listed).as("%s", address).isTrue();
      assertThat(!address.sameHost(base) || address.pathAndQuery().startsWith(base.path()))
          .as("%s", address)
          .isTrue();
    }
  }

  private static void assertReadAlike(WebAddress address) {
    assertThat(WebAddress.parse(address.toString())).isEqualTo(address);
    var uri = URI.create(address.toString().replace("[", "%5B").replace("]", "%5D"));
    if (address.host().startsWith("[")) {
      uri = URI.create("http://" + address.host() + "/");
    }
    // The JDK takes no underscore in a host and then knows an authority only.
    var host = uri.getHost() == null ? uri.getAuthority() : uri.getHost();
    assertThat(host).startsWith(address.host());
    assertThat(uri.getRawUserInfo()).isNull();
    assertThat(uri.getRawFragment()).isNull();
  }

  private static void assertPlain(String path) {
    assertThat(path).startsWith("/").doesNotContain("\\", " ", "#");
    assertThat(path.chars().allMatch(c -> c > ' ' && c < 0x7f)).isTrue();
    var decoded = decoded(path);
    assertThat(decoded).doesNotContain("\\", "\r", "\n", "\0");
    assertThat(List.of(decoded.split("/", -1))).doesNotContain("..", ".");
  }

  private static String decoded(String path) {
    var bytes = new ArrayList<Byte>();
    for (int i = 0; i < path.length(); i++) {
      boolean encoded = path.charAt(i) == '%';
      bytes.add(
          (byte) (encoded ? Integer.parseInt(path.substring(i + 1, i + 3), 16) : path.charAt(i)));
      i += encoded ? 2 : 0;
    }
    var all = new byte[bytes.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = bytes.get(i);
    }
    return new String(all, StandardCharsets.ISO_8859_1);
  }

  private static Origin origin(String base, String... tarballHosts) {
    return new Origin(
        ConnectionName.PUBLIC_NPMJS,
        URI.create(base),
        Optional.empty(),
        Set.of(tarballHosts),
        false);
  }
}
