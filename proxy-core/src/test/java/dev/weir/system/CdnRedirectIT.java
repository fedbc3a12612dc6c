package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import dev.weir.testing.server.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An origin that sends for its tarballs to another server, as registries before a CDN do. */
@LeaksCheckedAfterAll
class CdnRedirectIT {
  private static final String TARBALL = FixtureRegistry.tarballPath("pack", "1.0.0");

  @TempDir Path folder;

  @Test
  void aTarballComesFromTheCdnWithoutTheCredential() throws IOException {
    try (var origin = FixtureRegistry.start();
        var cdn = FixtureRegistry.start();
        var weir = weir(origin, "allow-private=true", "token-file=" + token())) {
      publish(origin);
      publish(cdn);
      origin.fault(TARBALL, Fault.always().redirect(cdn.url() + TARBALL.substring(1)));

      var reply = weir.bytes(TARBALL.substring(1));

      assertThat(reply.statusCode()).isEqualTo(200);
      assertThat(reply.body()).isEqualTo(origin.tarball("pack", "1.0.0").bytes());
      assertThat(origin.lastRequest(TARBALL).header("authorization")).contains("Bearer s3cret");
      assertThat(cdn.lastRequest(TARBALL).header("authorization")).isEmpty();
      assertThat(cdn.totalRequests()).isEqualTo(1);
    }
  }

  @Test
  void aPrivateAddressIsRefusedUnlessItIsAllowed() {
    try (var origin = FixtureRegistry.start();
        var cdn = FixtureRegistry.start();
        var weir = weir(origin)) {
      publish(origin);
      publish(cdn);
      origin.fault(TARBALL, Fault.always().redirect(cdn.url() + TARBALL.substring(1)));

      var reply = weir.get(TARBALL.substring(1));

      assertThat(reply.statusCode()).isEqualTo(502);
      assertThat(reply.body()).contains("private address", "allow-private");
      assertThat(cdn.totalRequests()).isZero();
    }
  }

  @Test
  void aRelativeLocationStaysAtTheOrigin() throws IOException {
    try (var origin = FixtureRegistry.start();
        var weir = weir(origin, "token-file=" + token())) {
      publish(origin);
      var bytes = origin.tarball("pack", "1.0.0").bytes();
      origin.fault(TARBALL, Fault.always().redirect("elsewhere.tgz?x=1"));
      origin.fault(
          "/pack/-/elsewhere.tgz",
          Fault.always().replacedBy(Page.of(200, "application/octet-stream", bytes)));

      assertThat(weir.bytes(TARBALL.substring(1)).body()).isEqualTo(bytes);
      assertThat(origin.lastRequest("/pack/-/elsewhere.tgz").header("authorization")).isPresent();
    }
  }

  @Test
  void aCircleEnds() {
    try (var origin = FixtureRegistry.start();
        var weir = weir(origin)) {
      publish(origin);
      origin.fault(TARBALL, Fault.always().redirect(TARBALL));

      var reply = weir.get(TARBALL.substring(1));

      assertThat(reply.statusCode()).isEqualTo(502);
      assertThat(reply.body()).contains("redirects", "public:npmjs");
      assertThat(origin.requests(TARBALL)).isBetween(6L, 12L);
    }
  }

  @Test
  void aCdnThatSendsTheWrongBytesIsFoundOut() {
    try (var origin = FixtureRegistry.start();
        var cdn = FixtureRegistry.start();
        var weir = weir(origin, "allow-private=true")) {
      publish(origin);
      publish(cdn);
      origin.fault(TARBALL, Fault.always().redirect(cdn.url() + TARBALL.substring(1)));
      var wrong = cdn.fault(TARBALL, Fault.always().corrupt(10));

      assertThat(weir.get(TARBALL.substring(1)).statusCode()).isEqualTo(502);

      wrong.clear();
      assertThat(weir.bytes(TARBALL.substring(1)).body())
          .isEqualTo(origin.tarball("pack", "1.0.0").bytes());
    }
  }

  private String token() throws IOException {
    return Files.writeString(folder.resolve("token"), "s3cret\n").toString();
  }

  private static void publish(FixtureRegistry registry) {
    registry.add(FixturePackage.of("pack").versions("1.0.0").tarballBytes(50_000));
  }

  private static WeirUnderTest weir(FixtureRegistry origin, String... ofTheConnection) {
    var key = "external-connections.\"public:npmjs\".";
    var all = new ArrayList<>(List.of(key + "url=" + origin.url()));
    Arrays.stream(ofTheConnection).forEach(setting -> all.add(key + setting));
    return WeirUnderTest.with(InstantSource.system(), all);
  }
}
