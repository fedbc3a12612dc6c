package dev.weir.cli.lockfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cli.lockfile.Skipped.Reason;
import org.junit.jupiter.api.Test;

class BunLockfileTest {
  @Test
  void packagesAreListsWithCommasToTheirEnds() {
    var lockfile =
        BunLockfile.read(
            """
            {
              "lockfileVersion": 1,
              "workspaces": {
                "": { "name": "project", "dependencies": { "a": "^1.0.0", }, },
              },
              // What people may write.
              "packages": {
                "a": ["a@1.0.0", "http://registry.example/a/-/a-1.0.0.tgz", {}, "%1$s"],
                "@s/b": ["@s/b@2.0.0", "", { "dependencies": { "a": "^1.0.0" } }, "%1$s"],
                "a/@s/b": ["@s/b@1.0.0", "", {}, "%1$s"],
                "alias": ["real@3.0.0", "", {}, "%1$s"],
                "inside": ["inside@1.0.0", "", { "bundled": true }, ""],
                "project": ["project@root:", { "bin": "x" }],
                "member": ["member@workspace:member"],
                "hub": ["hub@github:u/r#abc", {}, "u-r-abc"],
                "file": ["file@file:./file", {}],
                "web": ["web@https://host.example/web/-/web.tgz", {}],
              },
            }
            """
                .formatted(Reading.SHA512));

    assertThat(Reading.packages(lockfile))
        .containsExactly("a@1.0.0", "@s/b@2.0.0", "@s/b@1.0.0", "real@3.0.0");
    assertThat(lockfile.packages())
        .allSatisfy(each -> assertThat(each.integrity()).isEqualTo(Integrity.of(Reading.SHA512)));
    assertThat(lockfile.packages().get(0).authority()).hasValue("registry.example");
    assertThat(Reading.skipped(lockfile))
        .containsOnlyKeys(Reason.BUNDLED, Reason.WORKSPACE, Reason.GIT, Reason.LOCAL, Reason.URL);
  }

  @Test
  void entryThatIsNoListIsTold() {
    assertThatThrownBy(
            () -> BunLockfile.read("{\"lockfileVersion\": 1,\n\"packages\": {\"a\": 1}}"))
        .hasMessage("packages: a (expected: a list that begins with name@version)")
        .extracting(thrown -> ((MalformedLockfileException) thrown).line())
        .isEqualTo(2);
    assertThatThrownBy(() -> BunLockfile.read("{}")).hasMessageStartingWith("no lockfileVersion");
  }
}
