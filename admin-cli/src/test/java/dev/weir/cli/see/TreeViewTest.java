package dev.weir.cli.see;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.json.JsonReader;
import dev.weir.cli.output.Style;
import org.junit.jupiter.api.Test;

class TreeViewTest {
  @Test
  void chainIsDrawnFromTheRepositoryThatNobodyLooksIn() {
    assertThat(
            picture(
                """
                {"domains": [{"name": "local", "repositories": [
                  {"name": "dev", "description": "for us", "upstreams": ["npm-store"]},
                  {"name": "npm-store", "description": "", "upstreams": [],
                   "externalConnection": "public:npmjs"}]}]}"""))
        .isEqualTo(
            """
            local
            └── dev  for us
                └── npm-store
                    => public:npmjs""");
  }

  @Test
  void upstreamsStandInTheirOrderAndSharedOnesOnce() {
    assertThat(
            picture(
                """
                {"domains": [{"name": "d", "repositories": [
                  {"name": "a", "upstreams": ["z", "c"]},
                  {"name": "b", "upstreams": ["c", "leaf"]},
                  {"name": "c", "upstreams": ["leaf", "store"]},
                  {"name": "leaf", "upstreams": []},
                  {"name": "store", "upstreams": [], "externalConnection": "public:npmjs"},
                  {"name": "z", "upstreams": []}]}]}"""))
        .isEqualTo(
            """
            d
            ├── a
            │   ├── z
            │   └── c
            │       ├── leaf
            │       └── store
            │           => public:npmjs
            └── b
                ├── c (see above)
                └── leaf""");
  }

  @Test
  void namesAreOfTheirDomain() {
    assertThat(
            picture(
                """
                {"domains": [
                  {"name": "d1", "repositories": [{"name": "r", "upstreams": ["s"]},
                                                  {"name": "s", "upstreams": []}]},
                  {"name": "d2", "repositories": [{"name": "r", "upstreams": ["gone"]}]},
                  {"name": "d3", "repositories": []}]}"""))
        .isEqualTo(
            """
            d1
            └── r
                └── s
            d2
            └── r
                └── gone (missing)
            d3
            └── no repositories""");
  }

  @Test
  void ringEndsSomewhere() {
    assertThat(
            picture(
                """
                {"domains": [{"name": "d", "repositories": [
                  {"name": "a", "upstreams": ["b"]}, {"name": "b", "upstreams": ["a"]}]}]}"""))
        .isEqualTo(
            """
            d
            ├── a
            │   └── b
            │       └── a (see above)
            └── b (see above)""");
  }

  @Test
  void emptyDaemonSaysHowToBegin() {
    assertThat(picture("{\"domains\": []}")).contains("weir create-domain");
  }

  private static String picture(String tree) {
    return String.join("\n", TreeView.lines(JsonReader.read(tree), Style.PLAIN));
  }
}
