package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.PackageName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By example what {@link RenderingAgainstReferenceTest} tests at large. */
class PackumentPlanTest {
  private static final PackageName X = new PackageName("x");
  private static final String ORIGIN = "https://registry.example/x/-/";
  private static final String OURS = Documents.BASE + "x/-/";

  @Test
  void aDocumentAloneStaysAsItIsButForTheUrls() throws Exception {
    var json =
        """
          { "z": 1.0e0, "versions" : { "1.0.0" : { "dist":{"tarball" : "%sx-1.0.0.tgz"}, "n":-0 } },
            "dist-tags":{ "latest":"1.0.0" }, "name":"x", "time":{"1.0.0":"never"} , "u":"\\u00e9" }

        """;

    assertThat(Documents.render("x", json.formatted(ORIGIN), Form.FULL))
        .isEqualTo(json.formatted(OURS));
  }

  @Test
  void theAbbreviatedFormHasTimesLast() throws Exception {
    var json =
        "{\"name\":\"x\",\"time\":{\"created\":\"2019-01-01T00:00:00Z\",\"modified\":\"2020-01-01T00:00:00Z\","
            + "\"0.9.0\":\"2019-01-01T00:00:00Z\",\"1.0.0\":\"2020-01-01T00:00:00Z\"},\"readme\":\"…\","
            + "\"versions\":{\"1.0.0\":{\"name\":\"x\",\"_id\":\"x@1.0.0\",\"libc\":[\"musl\"],"
            + "\"scripts\":{\"postinstall\":\"run\"},\"dist\":{\"tarball\":\"%sx-1.0.0.tgz\"}}},"
            + "\"dist-tags\":{\"latest\":\"1.0.0\"}}";

    assertThat(Documents.render("x", json.formatted(ORIGIN), Form.ABBREVIATED))
        .isEqualTo(
            ("{\"name\":\"x\",\"modified\":\"2020-01-01T00:00:00Z\",\"dist-tags\":{\"latest\":\"1.0.0\"},"
                    + "\"versions\":{\"1.0.0\":{\"name\":\"x\",\"libc\":[\"musl\"],"
                    + "\"dist\":{\"tarball\":\"%sx-1.0.0.tgz\"},\"hasInstallScript\":true}},"
                    + "\"time\":{\"created\":\"2019-01-01T00:00:00Z\",\"modified\":\"2020-01-01T00:00:00Z\","
                    + "\"1.0.0\":\"2020-01-01T00:00:00Z\"}}")
                .formatted(OURS));
  }

  @Test
  void noTimesAreInvented() throws Exception {
    var rendered = Documents.render("x", document("1.0.0"), Form.ABBREVIATED);

    assertThat(rendered).doesNotContain("time").doesNotContain("modified");
    assertThat(plan(Form.FULL, doc(document("1.0.0"))).lastModified()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          x-1.0.0.tgz             | x-1.0.0.tgz
          x-01.0.tgz              | x-01.0.tgz
          a%2Bb.tgz               | a%2Bb.tgz
          x-1.0.0.tgz?key=1       | x-1.0.0.tgz
          x-1.0.0.tgz#a/b?c       | x-1.0.0.tgz
          x\\u002d1.0.0.tgz       | x-1.0.0.tgz
          a'b&c.tgz               | a'b&c.tgz
          """)
  void aTarballKeepsItsFilesName(String origin, String ours) throws Exception {
    var json =
        "{\"name\":\"x\",\"versions\":{\"1.0.0\":{\"dist\":{\"tarball\":\"%s\"}}},\"dist-tags\":{\"latest\":\"1.0.0\"}}";

    for (var prefix : List.of(ORIGIN, ORIGIN.replace("/", "\\/"), "/", "https://ü.example/")) {
      assertThat(Documents.render("x", json.formatted(prefix + origin), Form.FULL))
          .isEqualTo(json.formatted(OURS + ours));
    }
  }

  @Test
  void everyUrlThatIsHandedOutLeadsBackToItsVersion() throws Exception {
    var sample = SamplePackument.of("@s/x", 50, 1500);
    var index = Documents.index("@s/x", sample.bytes());
    var source = new PackumentSource.Document(index);
    var plan =
        PackumentPlan.packument(
            new PackageName("@s/x"), List.of(source), Form.FULL, Documents.BASE);

    var tree = ReferenceRenderer.JSON.readTree(Documents.bytes(plan, List.of(sample.bytes())));

    for (var version : tree.get("versions").properties()) {
      var url = version.getValue().get("dist").get("tarball").stringValue();
      var path = NpmPath.parse(url.substring(Documents.BASE.length()));
      assertThat(path).isInstanceOf(NpmPath.Tarball.class);
      assertThat(index.findFile(((NpmPath.Tarball) path).fileName()))
          .isEqualTo(index.find(version.getKey()));
    }
  }

  @Test
  void attestationsAreOurs() throws Exception {
    var json =
        "{\"name\":\"x\",\"versions\":{\"1.0.0\":{\"dist\":{\"attestations\":{\"url\":\"%s\"},"
            + "\"tarball\":\"%sx-1.0.0.tgz\"}}},\"dist-tags\":{\"latest\":\"1.0.0\"}}";
    var theirs = "https://registry.example/npm/-/npm/v1/attestations/x@1.0.0";

    assertThat(Documents.render("x", json.formatted(theirs, ORIGIN), Form.FULL))
        .isEqualTo(json.formatted(Documents.BASE + "-/npm/v1/attestations/x@1.0.0", OURS));
    assertThat(Documents.render("x", json.formatted("https://a.example/x", ORIGIN), Form.FULL))
        .isEqualTo(json.formatted("https://a.example/x", OURS));
  }

  @Test
  void modifiedIsNeverBeforeAPublishTime() throws Exception {
    var json =
        "{\"name\":\"x\",\"time\":{\"modified\":\"2020-01-01T00:00:00Z\",\"1.0.0\":\"2022-01-01T00:00:00.5Z\"},"
            + "\"versions\":{\"1.0.0\":{\"dist\":{\"tarball\":\"%sx-1.0.0.tgz\"}}}}";

    var plan = plan(Form.ABBREVIATED, doc(json.formatted(ORIGIN)));

    assertThat(plan.lastModified()).contains(Instant.parse("2022-01-01T00:00:01Z"));
    assertThat(Documents.render("x", json.formatted(ORIGIN), Form.ABBREVIATED))
        .contains("\"modified\":\"2022-01-01T00:00:00.5Z\",\"dist-tags\"");
  }

  @Test
  void publishedVersionsWinByTheSearchOrder() throws Exception {
    var held = held("1.0.0", "3.0.0");
    var document = document("1.0.0", "2.0.0");

    assertThat(versionsAndMarks(List.of("", document), held, doc(document)))
        .isEqualTo(Map.of("1.0.0", "held", "3.0.0", "held", "2.0.0", "document"));
    assertThat(versionsAndMarks(List.of(document, ""), doc(document), held))
        .isEqualTo(Map.of("1.0.0", "document", "3.0.0", "held", "2.0.0", "document"));
  }

  @Test
  void copiesCountOnlyWhereTheirSourceDoesNotHaveThem() throws Exception {
    var document = document("1.0.0", "2.0.0");

    assertThat(versionsAndMarks(List.of("", document), copies("1.0.0", "3.0.0"), doc(document)))
        .isEqualTo(Map.of("1.0.0", "document", "3.0.0", "held", "2.0.0", "document"));
  }

  @Test
  void copiesStandForTheirVersionAgainstAnotherSourceThanTheirs() throws Exception {
    var theirs = document("1.0.0").replace("\"document\"", "\"theirs\"");
    var other = document("1.0.0", "2.0.0");
    var nearer = new PackumentSource.Document("other", Documents.index("x", other));

    assertThat(
            versionsAndMarks(
                List.of("", other, theirs), copies("1.0.0", "3.0.0"), nearer, doc(theirs)))
        .isEqualTo(Map.of("1.0.0", "theirs", "3.0.0", "held", "2.0.0", "document"));
    assertThat(versionsAndMarks(List.of("", other), copies("1.0.0"), nearer))
        .isEqualTo(Map.of("1.0.0", "held", "2.0.0", "document"));
    assertThat(versionsAndMarks(List.of(other, ""), nearer, copies("1.0.0")))
        .isEqualTo(Map.of("1.0.0", "document", "2.0.0", "document"));
  }

  @Test
  void copiesStandForTheirVersionIfTheirSourceHasOtherContentByNow() throws Exception {
    var document = document("1.0.0").replace("-1.0.0.tgz\"", "-1.0.0.tgz\",\"shasum\":\"%s\"");

    for (var sha1 : List.of("a", "b")) {
      var now = document.formatted(sha1.repeat(40));
      assertThat(versionsAndMarks(List.of("", now), copies("1.0.0"), doc(now)))
          .isEqualTo(Map.of("1.0.0", sha1.equals("a") ? "document" : "held"));
    }
  }

  @Test
  void copiesThatTheDocumentHasChangeNothing() throws Exception {
    var document = document("1.0.0", "2.0.0");

    var plan = plan(Form.FULL, copies("1.0.0"), doc(document));

    assertThat(Documents.text(plan, List.of(new byte[0], utf8(document))))
        .isEqualTo(document.replace(ORIGIN, OURS));
  }

  @Test
  void theTopLevelMembersAreThoseOfLatest() throws Exception {
    var document = document("1.0.0").replace("{\"name\"", "{\"readme\":\"theirs\",\"name\"");
    var near = new PackumentSource.Versions("near", List.of(), Map.of(), List.of());
    var newer =
        new PackumentSource.Versions(
            "own", manifests("", "2.0.0"), Map.of("latest", "2.0.0"), List.of());
    var older = new PackumentSource.Versions("own", manifests("", "0.9.0"), Map.of(), List.of());
    var tops = Map.of("own", new OwnPart.Top("1-a", "{\"readme\":\"ours\"}"));

    assertThat(readme(tops, near, doc(document), newer)).isEqualTo("ours");
    assertThat(readme(tops, near, doc(document), older)).isEqualTo("theirs");
  }

  private static String readme(Map<String, OwnPart.Top> tops, PackumentSource... order)
      throws IOException {
    var own = new OwnPart(Set.of(), tops);
    var plan = PackumentPlan.packument(X, List.of(order), own, Form.FULL, Documents.BASE);
    var document = document("1.0.0").replace("{\"name\"", "{\"readme\":\"theirs\",\"name\"");
    var bytes = List.of(new byte[0], utf8(document), new byte[0]);
    return ReferenceRenderer.JSON.readTree(Documents.bytes(plan, bytes)).at("/readme").asString();
  }

  @Test
  void versionsWithoutADocumentMakeAPlainOne() throws Exception {
    var plan = plan(Form.FULL, held("1.0.0"));

    assertThat(Documents.text(plan, List.of(new byte[0])))
        .isEqualTo(
            ("{\"_id\":\"x\",\"name\":\"x\",\"dist-tags\":{\"latest\":\"1.0.0\"},\"versions\":{\"1.0.0\":"
                    + "{\"name\":\"x\",\"version\":\"1.0.0\",\"mark\":\"held\",\"dist\":{\"tarball\":\"%sx-1.0.0.tgz\"}}},"
                    + "\"time\":{\"created\":\"2020-01-01T00:00:00Z\",\"modified\":\"2020-01-01T00:00:00Z\","
                    + "\"1.0.0\":\"2020-01-01T00:00:00Z\"}}")
                .formatted(OURS));
  }

  @Test
  void aVersionThatCannotBeInstalledIsHiddenEverywhere() throws Exception {
    var json =
        "{\"name\":\"x\",\"dist-tags\":{\"latest\":\"2.0.0\",\"old\":\"1.0.0\"},"
            + "\"versions\":{\"2.0.0\":{\"dist\":{}},\"1.0.0\":{\"dist\":{\"tarball\":\"%sx-1.0.0.tgz\"}}},"
            + "\"time\":{\"2.0.0\":\"2022-01-01T00:00:00Z\",\"1.0.0\":\"2021-01-01T00:00:00Z\"}}";

    assertThat(Documents.render("x", json.formatted(ORIGIN), Form.FULL))
        .isEqualTo(
            ("{\"name\":\"x\",\"dist-tags\":{\"old\":\"1.0.0\",\"latest\":\"1.0.0\"},"
                    + "\"versions\":{\"1.0.0\":{\"dist\":{\"tarball\":\"%sx-1.0.0.tgz\"}}},"
                    + "\"time\":{\"modified\":\"2021-01-01T00:00:00Z\",\"1.0.0\":\"2021-01-01T00:00:00Z\"}}")
                .formatted(OURS));
  }

  @Test
  void aPackageWithoutVersionsIsEmpty() throws Exception {
    assertThat(plan(Form.FULL).isEmpty()).isTrue();
    assertThat(plan(Form.FULL, doc("{\"name\":\"x\",\"versions\":{}}")).isEmpty()).isTrue();
    assertThat(plan(Form.FULL, doc(document("1.0.0"))).isEmpty()).isFalse();
  }

  @Test
  void aManifestIsFoundByTagAndByVersion() throws Exception {
    var document = document("1.0.0", "2.0.0");
    var order = List.of(doc(document));
    var manifest =
        "{\"mark\":\"document\",\"dist\":{\"tarball\":\"%sx-2.0.0.tgz\"}}".formatted(OURS);

    for (var versionOrTag : List.of("2.0.0", "latest")) {
      var plan = PackumentPlan.manifest(X, order, versionOrTag, Documents.BASE).orElseThrow();
      assertThat(Documents.text(plan, List.of(utf8(document)))).isEqualTo(manifest);
    }
    assertThat(PackumentPlan.manifest(X, order, "3.0.0", Documents.BASE)).isEmpty();
    assertThat(PackumentPlan.manifest(X, order, "next", Documents.BASE)).isEmpty();
  }

  @Test
  void anUnusualBaseIsEscaped() throws Exception {
    var plan =
        PackumentPlan.packument(X, List.of(doc(document("1.0.0"))), Form.FULL, "http://\"a\"/");

    assertThat(Documents.text(plan, List.of(utf8(document("1.0.0")))))
        .contains("\"tarball\":\"http://\\\"a\\\"/x/-/x-1.0.0.tgz\"");
    assertThatThrownBy(() -> PackumentPlan.packument(X, List.of(), Form.FULL, "http://a"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void smallRangesAreWrittenInLargePieces() throws Exception {
    var sample = SamplePackument.of("x", 1000, 1500);
    var document = sample.bytes();
    var source = new PackumentSource.Document(Documents.index("x", document));
    var sizes = new ArrayList<Integer>();

    var plan = PackumentPlan.packument(X, List.of(source), Form.ABBREVIATED, Documents.BASE);
    plan.write(List.of(Documents.reader(document)), (bytes, offset, length) -> sizes.add(length));

    assertThat(sizes.subList(0, sizes.size() - 1)).allMatch(size -> size == 64 * 1024);
    assertThat(sizes.stream().mapToLong(size -> size).sum()).isEqualTo(plan.length());
  }

  @Test
  void aDocumentShorterThanItsIndexSaysIsNoticed() throws Exception {
    var plan = plan(Form.FULL, doc(document("1.0.0")));
    DocumentReader truncated = (from, to, sink) -> sink.write(new byte[1], 0, 1);

    assertThatThrownBy(() -> plan.write(List.of(truncated), (bytes, offset, length) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected");
  }

  private static PackumentPlan plan(Form form, PackumentSource... order) {
    return PackumentPlan.packument(X, List.of(order), form, Documents.BASE);
  }

  private static PackumentSource doc(String json) throws IOException, MalformedPackumentException {
    return new PackumentSource.Document("origin", Documents.index("x", json));
  }

  private static String document(String... versions) {
    var entries = new ArrayList<String>();
    for (var version : versions) {
      entries.add(
          "\"%s\":{\"mark\":\"document\",\"dist\":{\"tarball\":\"%sx-%s.tgz\"}}"
              .formatted(version, ORIGIN, version));
    }
    return "{\"name\":\"x\",\"dist-tags\":{\"latest\":\"%s\"},\"versions\":{%s}}"
        .formatted(versions[versions.length - 1], String.join(",", entries));
  }

  private static PackumentSource held(String... versions) throws MalformedPackumentException {
    return new PackumentSource.Versions(manifests("", versions), Map.of());
  }

  /** Of what the document has, whose SHA-1 is of nothing but the letter a. */
  private static PackumentSource copies(String... versions) throws MalformedPackumentException {
    var shasum = ",\"shasum\":\"%s\"".formatted("a".repeat(40));
    return new PackumentSource.Versions(
        "copies", manifests(shasum, versions), Map.of(), List.of("origin"));
  }

  private static List<IndexedManifest> manifests(String shasum, String... versions)
      throws MalformedPackumentException {
    var manifests = new ArrayList<IndexedManifest>();
    for (var version : versions) {
      var json =
          "{\"name\":\"x\",\"version\":\"%s\",\"mark\":\"held\",\"dist\":{\"tarball\":\"%sx-%s.tgz\"%s}}"
              .formatted(version, ORIGIN, version, shasum);
      manifests.add(IndexedManifest.parse(utf8(json), Optional.of("2020-01-01T00:00:00Z")));
    }
    return manifests;
  }

  private static Map<String, String> versionsAndMarks(
      List<String> documents, PackumentSource... order) throws IOException {
    var bytes = documents.stream().map(PackumentPlanTest::utf8).toList();
    var tree = ReferenceRenderer.JSON.readTree(Documents.bytes(plan(Form.FULL, order), bytes));
    var marks = new HashMap<String, String>();
    for (var version : tree.get("versions").properties()) {
      marks.put(version.getKey(), version.getValue().get("mark").stringValue());
    }
    return marks;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
