package dev.weir.cli.lockfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cli.lockfile.Skipped.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PnpmLockfileTest {
  @Test
  void versionNine() {
    var lockfile =
        PnpmLockfile.read(
            """
            lockfileVersion: '9.0'

            settings:
              autoInstallPeers: true

            importers:
              .:
                dependencies:
                  a:
                    specifier: ^1.0.0
                    version: 1.0.0(@s/b@2.0.0)

            packages:

              '@s/b@2.0.0':
                resolution: {integrity: %s}
                engines: {node: '>=8'}

              a@1.0.0:
                resolution: {integrity: %s, tarball: http://registry.example/a/-/odd.tgz}
                peerDependencies:
                  '@s/b': '*'

              file@file:file.tgz:
                resolution: {integrity: %s, tarball: file:file.tgz}
                version: 1.0.0

              folder@file:../folder:
                resolution: {directory: ../folder, type: directory}

              git@https://codeload.example/u/r/tar.gz/abc:
                resolution: {tarball: https://codeload.example/u/r/tar.gz/abc}
                version: 1.0.0

              repo@git+https://host.example/u/r.git#abc:
                resolution: {commit: abc, repo: https://host.example/u/r.git, type: git}
                version: 1.0.0

            snapshots:

              '@s/b@2.0.0': {}

              a@1.0.0(@s/b@2.0.0):
                dependencies:
                  '@s/b': 2.0.0
            """
                .formatted(Reading.SHA512, Reading.SHA512, Reading.SHA512));

    assertThat(Reading.packages(lockfile)).containsExactly("@s/b@2.0.0", "a@1.0.0");
    assertThat(lockfile.packages())
        .allSatisfy(each -> assertThat(each.integrity()).isEqualTo(Integrity.of(Reading.SHA512)));
    assertThat(lockfile.packages().get(1).authority()).hasValue("registry.example");
    assertThat(Reading.skipped(lockfile))
        .isEqualTo(
            Map.of(
                Reason.LOCAL, List.of("file@file:file.tgz", "folder@file:../folder"),
                Reason.URL, List.of("git@https://codeload.example/u/r/tar.gz/abc"),
                Reason.GIT, List.of("repo@git+https://host.example/u/r.git#abc")));
  }

  @Test
  void versionSix() {
    var lockfile =
        PnpmLockfile.read(
            """
            lockfileVersion: '6.0'
            packages:
              /@s/b@2.0.0:
                resolution: {integrity: %s}
                dev: false
              /a@1.0.0(@s/b@2.0.0)(c@1.0.0):
                resolution: {integrity: %s}
              '@codeload.example/u/r/tar.gz/abc':
                resolution: {tarball: https://codeload.example/u/r/tar.gz/abc}
                name: r
                version: 1.0.0
              file:folder(a@1.0.0):
                resolution: {directory: folder, type: directory}
            """
                .formatted(Reading.SHA512, Reading.SHA512));

    assertThat(Reading.packages(lockfile)).containsExactly("@s/b@2.0.0", "a@1.0.0");
    assertThat(Reading.skipped(lockfile)).containsOnlyKeys(Reason.URL, Reason.LOCAL);
  }

  @Test
  void versionFive() {
    var lockfile =
        PnpmLockfile.read(
            """
            lockfileVersion: 5.4
            packages:
              /@s/b/2.0.0:
                resolution: {integrity: %1$s}
              /@s/c/1.0.0_@s+b@2.0.0:
                resolution: {integrity: %1$s}
              /a/1.0.0_hj7gvctqnqwkgsxvnqpnvmkqla:
                resolution: {integrity: %1$s}
              registry.example/d/3.0.0:
                resolution: {integrity: %1$s, registry: http://registry.example/}
              github.example/u/r/abc:
                resolution: {tarball: https://codeload.example/u/r/tar.gz/abc}
                name: r
                version: 1.0.0
              file:file.tgz:
                resolution: {integrity: %1$s, tarball: file:file.tgz}
                name: file
                version: 1.0.0
            """
                .formatted(Reading.SHA512));

    assertThat(Reading.packages(lockfile))
        .containsExactly("@s/b@2.0.0", "@s/c@1.0.0", "a@1.0.0", "d@3.0.0");
    assertThat(Reading.skipped(lockfile)).containsOnlyKeys(Reason.URL, Reason.LOCAL);
  }

  @Test
  void severalDocumentsCountTogether() {
    var lockfile =
        PnpmLockfile.read(
            """
            ---
            lockfileVersion: '9.0'
            packages:
              a@1.0.0:
                resolution: {integrity: %1$s}
            ---
            lockfileVersion: '9.0'
            packages:
              b@1.0.0:
                resolution: {integrity: %1$s}
            """
                .formatted(Reading.SHA512));

    assertThat(Reading.packages(lockfile)).containsExactly("a@1.0.0", "b@1.0.0");
  }

  @Test
  void versionThatIsNotKnownIsTold() {
    assertThatThrownBy(() -> PnpmLockfile.read("\nlockfileVersion: '12.0'\n"))
        .hasMessage("lockfileVersion: 12.0 (expected: 5 to 9)")
        .extracting(thrown -> ((MalformedLockfileException) thrown).line())
        .isEqualTo(2);
    assertThatThrownBy(() -> PnpmLockfile.read("packages:\n  a@1.0.0: {}\n"))
        .hasMessage("packages (expected: lockfileVersion before them)");
    assertThatThrownBy(() -> PnpmLockfile.read("a: b\n")).hasMessageStartingWith("no lockfileV");
  }
}
