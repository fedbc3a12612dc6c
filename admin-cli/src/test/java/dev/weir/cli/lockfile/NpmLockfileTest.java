package dev.weir.cli.lockfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cli.lockfile.Skipped.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpmLockfileTest {
  private static final String PLACES =
      """
      "packages": {
        "": {"name": "project", "workspaces": ["member"]},
        "member": {"version": "1.0.0"},
        "node_modules/member": {"resolved": "member", "link": true},
        "node_modules/a": {
          "version": "1.0.0",
          "resolved": "http://registry.example/a/-/a-1.0.0.tgz",
          "integrity": "%s"
        },
        "node_modules/@s/b": {"version": "2.0.0-beta.1+build"},
        "node_modules/a/node_modules/@s/b": {"version": "1.0.0"},
        "node_modules/other/node_modules/a": {"version": "1.0.0"},
        "node_modules/alias": {"name": "real", "version": "3.0.0"},
        "node_modules/inside": {"version": "1.0.0", "inBundle": true},
        "node_modules/git": {"version": "1.0.0", "resolved": "git+ssh://git@host.example/u/r.git#abc"},
        "node_modules/web": {"version": "1.0.0", "resolved": "https://host.example/files/web.tgz"},
        "node_modules/file": {"version": "1.0.0", "resolved": "file:file.tgz"},
        "node_modules/peer": {"optional": true, "peer": true}
      }"""
          .formatted(Reading.SHA512);

  @ParameterizedTest
  @ValueSource(strings = {"2", "3"})
  void packagesAreReadByTheirPlaces(String version) {
    var lockfile =
        NpmLockfile.read(
            "{\"lockfileVersion\": %s, %s, \"dependencies\": {\"c\": {\"version\": \"1.0.0\"}}}"
                .formatted(version, PLACES));

    assertThat(Reading.packages(lockfile))
        .containsExactly("a@1.0.0", "@s/b@2.0.0-beta.1+build", "@s/b@1.0.0", "real@3.0.0");
    assertThat(lockfile.packages().get(0).integrity()).isEqualTo(Integrity.of(Reading.SHA512));
    assertThat(lockfile.packages().get(0).authority()).hasValue("registry.example");
    assertThat(lockfile.packages().get(1).address()).isEmpty();
  }

  @Test
  void whatComesFromElsewhereIsSkippedWithWhy() {
    var lockfile = NpmLockfile.read("{\"lockfileVersion\": 3, " + PLACES + "}");

    assertThat(Reading.skipped(lockfile))
        .isEqualTo(
            Map.of(
                Reason.LOCAL, List.of("member@member", "file@file:file.tgz"),
                Reason.BUNDLED, List.of("inside@1.0.0"),
                Reason.GIT, List.of("git@git+ssh://git@host.example/u/r.git#abc"),
                Reason.URL, List.of("web@https://host.example/files/web.tgz"),
                Reason.UNKNOWN, List.of("peer@")));
  }

  @Test
  void dependenciesOfVersionOneAreReadToTheirDepth() {
    var lockfile =
        NpmLockfile.read(
            """
            {"lockfileVersion": 1, "dependencies": {
              "a": {"version": "1.0.0", "resolved": "http://registry.example/a/-/a-1.0.0.tgz",
                    "integrity": "%s", "requires": {"b": "^1.0.0"},
                    "dependencies": {
                      "b": {"version": "1.0.0", "bundled": true,
                            "dependencies": {"c": {"version": "4.0.0"}}}}},
              "alias": {"version": "npm:@s/real@3.0.0"},
              "git": {"version": "git+https://host.example/u/r.git#abc", "from": "git"},
              "hub": {"version": "github:user/repo#abc"},
              "web": {"version": "https://host.example/web.tgz", "integrity": "%s"},
              "file": {"version": "file:../file"}}}"""
                .formatted(Reading.SHA512, Reading.SHA512));

    assertThat(Reading.packages(lockfile)).containsExactly("a@1.0.0", "c@4.0.0", "@s/real@3.0.0");
    assertThat(Reading.skipped(lockfile))
        .isEqualTo(
            Map.of(
                Reason.BUNDLED, List.of("b@1.0.0"),
                Reason.GIT,
                    List.of("git@git+https://host.example/u/r.git#abc", "hub@github:user/repo#abc"),
                Reason.URL, List.of("web@https://host.example/web.tgz"),
                Reason.LOCAL, List.of("file@file:../file")));
  }

  @Test
  void layoutsOfOtherRegistriesAreKnown() {
    var lockfile =
        NpmLockfile.read(
            """
            {"lockfileVersion": 3, "packages": {
              "node_modules/@s/a": {"version": "1.0.0",
                "resolved": "https://host.example/download/@s/a/1.0.0/0123abcd"},
              "node_modules/@s/b": {"version": "1.0.0",
                "resolved": "https://host.example/api/npm/x/@s%2fb/-/@s/b-1.0.0.tgz"}}}""");

    assertThat(Reading.packages(lockfile)).containsExactly("@s/a@1.0.0", "@s/b@1.0.0");
  }

  @Test
  void nameThatWouldLeadElsewhereIsSkipped() {
    var lockfile =
        NpmLockfile.read(
            """
            {"lockfileVersion": 3, "packages": {
              "node_modules/../x": {"version": "1.0.0"},
              "node_modules/a b": {"version": "1.0.0"},
              "node_modules/-": {"version": "1.0.0"},
              "node_modules/c": {"version": "1.0.0/../../d"}}}""");

    assertThat(lockfile.packages()).isEmpty();
    assertThat(Reading.skipped(lockfile).get(Reason.UNKNOWN)).hasSize(4);
  }

  @Test
  void packageInSeveralPlacesKeepsTheIntegrityOfAny() {
    var lockfile =
        NpmLockfile.read(
            """
            {"packages": {
              "node_modules/a": {"version": "1.0.0"},
              "node_modules/b/node_modules/a": {"version": "1.0.0", "integrity": "%s"}}}"""
                .formatted(Reading.SHA512));

    assertThat(Reading.only(lockfile).integrity()).isPresent();
  }

  @Test
  void versionThatIsNotKnownIsTold() {
    assertThatThrownBy(() -> NpmLockfile.read("{\n  \"lockfileVersion\": 9}"))
        .isInstanceOf(MalformedLockfileException.class)
        .hasMessage("lockfileVersion: 9 (expected: 1, 2 or 3)")
        .extracting(thrown -> ((MalformedLockfileException) thrown).line())
        .isEqualTo(2);
    assertThatThrownBy(() -> NpmLockfile.read("{\"name\": \"a\"}"))
        .hasMessageStartingWith("no lockfileVersion");
  }

  @Test
  void packageJsonIsNoLockfile() {
    assertThatThrownBy(
            () -> NpmLockfile.read("{\"name\": \"p\",\n\"dependencies\": {\"a\": \"^1.0.0\"}}"))
        .hasMessage("dependencies: a: ^1.0.0 (expected: an object, as a lockfile has it)")
        .extracting(thrown -> ((MalformedLockfileException) thrown).line())
        .isEqualTo(2);
  }
}
