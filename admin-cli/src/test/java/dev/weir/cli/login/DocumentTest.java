package dev.weir.cli.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cli.Failure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries found, added and taken out, with every other character left where it is. */
class DocumentTest {
  @Nested
  class OfNpm {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "registry=x\n",
          "a=b\nregistry = x\n; registry=c\n#registry=c",
          "registry=y\nregistry=x\n",
          "\"registry\"=x\n",
          "registry=x\n[section]\nregistry=y\n"
        })
    void entryIsTheLastOfItsNameThatCounts(String text) {
      assertThat(npm(text).entry(Key.of("registry"))).get().asString().contains("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "registries=x", "@a:registry=x", ";registry=x", "[registry]\n"})
    void othersAreNone(String text) {
      assertThat(npm(text).entry(Key.of("registry"))).isEmpty();
      assertThat(npm(text).line(Key.of("registry"))).isZero();
    }

    @Test
    void entryTakesTheOthersPlaceOrTheEnd() {
      assertThat(put(npm("a=b\nregistry=old\nc=d\n"))).isEqualTo("a=b\nregistry=new\nc=d\n");
      assertThat(put(npm("a=b"))).isEqualTo("a=b\nregistry=new\n");
      assertThat(put(npm(""))).isEqualTo("registry=new\n");
      assertThat(put(npm("a=b\n[section]\nc=d"))).isEqualTo("a=b\nregistry=new\n[section]\nc=d");
      assertThat(put(npm("a=b\r\nc=d\r\n"))).isEqualTo("a=b\r\nc=d\r\nregistry=new\r\n");
    }

    private String put(Document document) {
      return document.with(Key.of("registry"), List.of("registry=new")).text();
    }

    private Document npm(String text) {
      return Document.of(text, new Npmrc());
    }
  }

  @Nested
  class OfYaml {
    private static final String FILE =
        """
        # mine
        npmRegistryServer: "https://registry.example" # why
        npmScopes:
          "one":
            npmRegistryServer: a

            npmAuthToken: b
          # about two
          two:
            npmRegistryServer: c

        unsafeHttpWhitelist:
        - x
        - y
        # the end
        """;

    @Test
    void entryIsItsLineWithAllThatIsBelow() {
      assertThat(yaml(FILE).entry(Key.of("npmScopes", "one")))
          .hasValue("  \"one\":\n    npmRegistryServer: a\n\n    npmAuthToken: b\n");
      assertThat(yaml(FILE).entry(Key.of("npmScopes", "two")))
          .hasValue("  two:\n    npmRegistryServer: c\n");
      assertThat(yaml(FILE).entry(Key.of("unsafeHttpWhitelist")))
          .hasValue("unsafeHttpWhitelist:\n- x\n- y\n");
      assertThat(yaml(FILE).line(Key.of("npmScopes", "two"))).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"npmScopes.three", "npmRegistryServer.two", "two", "npmAuthToken", "x"})
    void othersAreNone(String name) {
      assertThat(yaml(FILE).entry(new Key(List.of(name.split("\\."))))).isEmpty();
    }

    @Test
    void keyWithColonsIsFound() {
      var text =
          "registries:\n  \"http://127.0.0.1:1/\":\n    a: b\n  http://127.0.0.1:2/:\n    c: d\n";

      assertThat(yaml(text).entry(Key.of("registries", "http://127.0.0.1:1/"))).isPresent();
      assertThat(yaml(text).entry(Key.of("registries", "http://127.0.0.1:2/"))).isPresent();
    }

    @Test
    void nestedEntryIsAddedBelowItsHeading() {
      var three = List.of("three:", "  npmAuthToken: d");

      assertThat(yaml(FILE).with(Key.of("npmScopes", "three"), three).text())
          .isEqualTo(FILE.replace("Server: c\n", "Server: c\n  three:\n    npmAuthToken: d\n"));
      assertThat(yaml("a: b").with(Key.of("npmScopes", "three"), three).text())
          .isEqualTo("a: b\nnpmScopes:\n  three:\n    npmAuthToken: d\n");
      assertThat(yaml("npmScopes: # none\n").with(Key.of("npmScopes", "three"), three).text())
          .isEqualTo("npmScopes: # none\n  three:\n    npmAuthToken: d\n");
    }

    @Test
    void indentIsTheFiles() {
      assertThat(
              yaml("npmScopes:\n    one:\n        a: b\n")
                  .with(Key.of("npmScopes", "three"), List.of("three:", "  c: d"))
                  .text())
          .isEqualTo("npmScopes:\n    one:\n        a: b\n    three:\n      c: d\n");
    }

    @Test
    void headingGoesWithItsLastEntry() {
      var text = "a: b\nnpmScopes:\n  three:\n    c: d\n";

      assertThat(yaml(text).restored(Key.of("npmScopes", "three"), Optional.empty()).text())
          .isEqualTo("a: b\n");
      assertThat(yaml(FILE).restored(Key.of("npmScopes", "two"), Optional.empty()).text())
          .contains("npmScopes:\n  \"one\":");
    }

    @Test
    void whatIsAddedAndTakenOutAgainLeavesNoTrace() {
      var key = Key.of("npmScopes", "three");
      var with = yaml(FILE).with(key, List.of("three:", "  c: d"));

      assertThat(with.restored(key, Optional.empty()).text()).isEqualTo(FILE);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "npmScopes: {}\n",
          "npmScopes: {one: {a: b}}\n",
          "{npmScopes: {}}\n",
          "a: b\n---\nc: d\n",
          "a: b\n...\n"
        })
    void otherFormsAreRefused(String text) {
      assertThatThrownBy(
              () -> yaml(text).with(Key.of("npmScopes", "three"), List.of("three:", "  c: d")))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("line ")
          .hasMessageContaining("expected: ");
    }

    @Test
    void itemIsAddedToAListOnce() {
      assertThat(listed("")).isEqualTo("hosts:\n  - \"h\"\n");
      assertThat(listed("hosts: []\n")).isEqualTo("hosts: [\"h\"]\n");
      assertThat(listed("hosts: [a, 'b']\n")).isEqualTo("hosts: [a, 'b', \"h\"]\n");
      assertThat(listed("hosts:\n- a\n")).isEqualTo("hosts:\n- a\n- \"h\"\n");
      assertThat(listed("hosts:\n    - a\nx: y\n"))
          .isEqualTo("hosts:\n    - a\n    - \"h\"\nx: y\n");
      assertThat(listed("hosts: [h]\n")).isEqualTo("hosts: [h]\n");
      assertThat(listed("hosts:\n  - 'h'\n")).isEqualTo("hosts:\n  - 'h'\n");
      assertThatThrownBy(() -> listed("hosts: a\n")).hasMessageContaining("expected: a list");
    }

    private String listed(String text) {
      var key = Key.of("hosts");
      return new Setting.Among(key, "h")
          .lines(yaml(text).entry(key))
          .map(lines -> yaml(text).with(key, lines))
          .orElse(yaml(text))
          .text();
    }

    private Document yaml(String text) {
      return Document.of(text, new Yaml());
    }
  }
}
