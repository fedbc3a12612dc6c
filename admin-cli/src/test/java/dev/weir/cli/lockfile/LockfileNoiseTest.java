package dev.weir.cli.lockfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.json.MalformedJsonException;
import dev.weir.cli.yaml.MalformedYamlException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Lockfiles that were damaged by chance, the same each time: each is read or refused in words, and
 * whatever is read can stand in an address without leading anywhere else.
 */
class LockfileNoiseTest {
  private static final int ROUNDS = 4000;
  private static final String PIECES =
      "\"'{}[]:,@/\\#-?&*!|>% \n\t<()=.~_^ab01\u0000\u00e9\ufeff\ud83d";
  private static final List<String> WORDS =
      List.of(
          "npm:",
          "file:",
          "../",
          "node_modules/",
          "lockfileVersion",
          "packages",
          "__metadata:",
          "resolution: ",
          "resolved",
          "version",
          "sha512-",
          "http://",
          "workspace:",
          "&x ",
          "*x",
          "? ",
          "--- ",
          "::__archiveUrl=%",
          "1.0.0",
          "true",
          "null",
          "[[[[[[[[",
          "{{{{{{{{");

  private static final Map<LockfileFormat, String> WHOLE =
      Map.of(
          LockfileFormat.NPM,
          """
          {"lockfileVersion": 2, "packages": {
            "node_modules/@s/a": {"version": "1.0.0", "integrity": "sha512-A",
              "resolved": "http://registry.example/@s/a/-/a-1.0.0.tgz"},
            "node_modules/b": {"name": "c", "version": "2.0.0", "link": false}},
           "dependencies": {"d": {"version": "npm:e@1.0.0", "dependencies": {"f": {}}}}}""",
          LockfileFormat.PNPM,
          """
          lockfileVersion: 5.4
          packages:
            /@s/a/1.0.0_b@2.0.0:
              resolution: {integrity: sha512-A}
            /c/1.0.0:
              resolution: {tarball: 'http://registry.example/c/-/c.tgz'}
          """,
          LockfileFormat.YARN_CLASSIC,
          """
          # yarn lockfile v1
          "@s/a@^1.0.0", "@s/a@npm:b@2":
            version "1.0.0"
            resolved "http://registry.example/@s/a/-/a-1.0.0.tgz#00"
            integrity sha512-A
          """,
          LockfileFormat.YARN_BERRY,
          """
          __metadata:
            version: 8
          "@s/a@npm:^1.0.0":
            resolution: "@s/a@npm:1.0.0::__archiveUrl=http%3A%2F%2Fregistry.example"
          "b@patch:b@npm%3A1":
            resolution: "b@patch:b@npm%3A1"
          """,
          LockfileFormat.BUN,
          """
          {"lockfileVersion": 1, "packages": {
            "a": ["@s/a@1.0.0", "", {"bundled": false,}, "sha512-A"], // b
            "c": ["c@workspace:c"],
          }}""");

  @ParameterizedTest
  @EnumSource(LockfileFormat.class)
  void damagedLockfileIsReadOrRefused(LockfileFormat format) {
    var random = new SplittableRandom(1);
    var whole = WHOLE.get(format);
    int read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      var text = damaged(String.valueOf(whole), random);
      try {
        format.read(text).packages().forEach(each -> check(each, text));
        read++;
      } catch (MalformedLockfileException | MalformedJsonException | MalformedYamlException no) {
        assertThat(no.getMessage()).as(text).isNotBlank();
      }
    }

    assertThat(read).isBetween(ROUNDS / 100, ROUNDS - 1);
  }

  private static void check(LockedPackage each, String text) {
    var base = URI.create("http://registry.example/npm/local/dev/");
    for (String path : List.of(each.tarballPath(), each.manifestPath())) {
      var address = base.resolve(base + path).normalize();
      assertThat(address.toString()).as(text).isEqualTo(base + path);
      assertThat(address.getQuery()).isNull();
    }
  }

  private static String damaged(String whole, SplittableRandom random) {
    var text = new StringBuilder(whole);
    int wounds = 1 + random.nextInt(4);
    for (int i = 0; i < wounds && text.length() > 0; i++) {
      int at = random.nextInt(text.length());
      int to = Math.min(text.length(), at + 1 + random.nextInt(6));
      switch (random.nextInt(5)) {
        case 0 -> text.delete(at, to);
        case 1 -> text.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
        case 2 -> text.insert(at, WORDS.get(random.nextInt(WORDS.size())));
        case 3 -> text.insert(random.nextInt(text.length()), text.substring(at, to));
        default -> text.setCharAt(at, PIECES.charAt(random.nextInt(PIECES.length())));
      }
    }
    return text.toString();
  }
}
