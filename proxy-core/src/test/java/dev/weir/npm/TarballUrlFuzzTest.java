package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.model.PackageName;
import dev.weir.testing.FuzzText;

/**
 * A name and a {@code dist.tarball}: taken apart without loss, and its file is one that a client
 * can ask for, read as {@link ReferencePath} reads it.
 */
class TarballUrlFuzzTest {
  @FuzzTest(maxDuration = "")
  void isTakenApartAsTheReferenceDoes(byte[] data) {
    var lines = FuzzText.lines(data);
    var url = FuzzText.at(lines, 1);
    PackageName.parse(FuzzText.at(lines, 0)).ifPresent(name -> check(name, url));
  }

  private static void check(PackageName name, String url) {
    var found = TarballUrl.of(name, url);

    var file = ReferenceRenderer.file(name.value(), url);
    assertThat(found.map(TarballUrl::file).orElse("")).as(url).isEqualTo(file == null ? "" : file);
    if (found.isPresent()) {
      var parts = found.get();
      assertThat(parts.prefix() + parts.file() + parts.query()).isEqualTo(url);
      assertThat(NpmPath.parse(name.escaped() + "/-/" + parts.file()))
          .isEqualTo(new NpmPath.Tarball(name, parts.fileName()));
      assertThat(parts.fileName()).isNotEmpty().doesNotContain("/", "\\", "%", "?", "#");
    }
  }
}
