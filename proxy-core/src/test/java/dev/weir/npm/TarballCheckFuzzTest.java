package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.model.PackageName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Any bytes as a tarball: refused, or one in which another reader finds the same. */
class TarballCheckFuzzTest {
  private static final TarballLimits LIMITS = new TarballLimits(1 << 20, 50, 64);
  private static final PackageName NAME = new PackageName("x");

  @FuzzTest(maxDuration = "")
  void isRefusedOrFoundTheSame(byte[] data) throws IOException {
    var tar = TarBuilder.withChecksums(data);

    var checked = check(TarBuilder.gzip(tar));
    if (checked.isPresent()) {
      var reference = Reference.of(tar);
      assertThat(checked.get().files()).isEqualTo(reference.files);
      assertThat(checked.get().unpackedSize()).isEqualTo(reference.size);
      assertThat(reference.packageJson).isEqualTo(1);
      assertThat(checked.get().readme().orElse("").length()).isLessThanOrEqualTo(64);
    }
    check(data);
  }

  private static Optional<CheckedTarball> check(byte[] tgz) throws IOException {
    try {
      return Optional.of(TarballCheck.check(new ByteArrayInputStream(tgz), NAME, "1.0.0", LIMITS));
    } catch (PublishRefusedException refused) {
      assertThat(refused.getMessage()).startsWith("tarball").contains(": ");
      return Optional.empty();
    }
  }

  private static final class Reference {
    private int files;
    private long size;
    private int packageJson;

    static Reference of(byte[] tar) throws IOException {
      var found = new Reference();
      try (var entries = new TarArchiveInputStream(new ByteArrayInputStream(tar), true)) {
        for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
          var segments = Arrays.asList(entry.getName().split("/", -1));
          if (!entry.isDirectory()) {
            found.files++;
            found.size += entry.getSize();
            found.packageJson +=
                segments.size() == 2 && segments.get(1).equals("package.json") ? 1 : 0;
          }
        }
      }
      return found;
    }
  }
}
