package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.DataV1;
import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A data folder that the first version wrote is served by this one, without its origin. */
@LeaksCheckedAfterAll
class DataV1IT {
  @Test
  void whatTheFirstVersionStoredIsServed() throws IOException, NoSuchAlgorithmException {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      weir.stop();
      DataV1.unpackInto(weir.data());
      weir.restart("offline=true");

      for (var described : DataFolderMaker.PACKAGES) {
        var versions = described.resolved();
        var newest = versions.get(versions.size() - 1).version();
        var packument = JsonMapper.shared().readTree(weir.get(described.name()).body());
        var tarball = weir.bytes(DataFolderMaker.tarball(described));
        assertThat(tarball.statusCode()).isEqualTo(200);
        assertThat(packument.at("/versions/" + newest + "/dist/integrity").asString())
            .isEqualTo("sha512-" + sha512(tarball.body()));
      }
      assertThat(origin.totalRequests()).isZero();
    }
  }

  private static String sha512(byte[] bytes) throws NoSuchAlgorithmException {
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-512").digest(bytes));
  }
}
