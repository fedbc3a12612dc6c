package dev.weir.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "lodash",
        "JSONStream",
        "_private",
        "-x",
        "1",
        "a~b",
        "a!b",
        "(a)*'",
        "@types/node",
        "@_s/-n",
        "node_modules"
      })
  void namesThatTheRegistryEverTook(String name) {
    assertThat(PackageName.parse(name)).map(PackageName::value).contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-", ".", "..", ".x", "a/b", "@", "@a", "@a/", "@/b", "@a/b/c", "@a/.b", "@.a/b",
        "@a/-", "@a/..", "a b", "a\\b", "a%2fb", "ä", "a\u0000", "a\n", "a@b", "a:b", "@a/@b",
        "a?b", "a#b"
      })
  void whatCannotStandInAPathSafelyIsNoName(String name) {
    assertThat(PackageName.parse(name)).isEmpty();
    assertThatThrownBy(() -> new PackageName(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("package: ")
        .hasMessageContaining("expected");
  }

  @Test
  void aNameHasAtMost214Characters() {
    assertThat(PackageName.parse("a".repeat(214))).isPresent();
    assertThat(PackageName.parse("a".repeat(215))).isEmpty();
    assertThat(PackageName.parse("@a/" + "b".repeat(211))).isPresent();
    assertThat(PackageName.parse("@a/" + "b".repeat(212))).isEmpty();
  }

  @Test
  void aScopedNameHasParts() {
    var name = new PackageName("@types/node");

    assertThat(name.scope()).contains("types");
    assertThat(name.basename()).isEqualTo("node");
    assertThat(name.escaped()).isEqualTo("@types%2fnode");
    assertThat(name.scoped()).isTrue();
    assertThat(name).hasToString("@types/node");
  }

  @Test
  void aPlainNameIsItsOwnParts() {
    var name = new PackageName("lodash");

    assertThat(name.scope()).isEmpty();
    assertThat(name.basename()).isEqualTo("lodash");
    assertThat(name.escaped()).isEqualTo("lodash");
    assertThat(name.scoped()).isFalse();
  }

  @Test
  void namesThatDifferInCaseDiffer() {
    assertThat(new PackageName("JSONStream")).isNotEqualTo(new PackageName("jsonstream"));
    assertThat(new PackageName("a")).isLessThan(new PackageName("b"));
  }
}
