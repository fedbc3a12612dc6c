package dev.weir.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of the operations that change packages: what breaks one is answered 400 by name. */
class PackageValidationTest {
  private static final String STATUS = "POST /v1/package/versions/update_status";
  private static final String DISPOSE = "POST /v1/package/versions/dispose";
  private static final String DELETE = "POST /v1/package/versions/delete";
  private static final String COPY = "POST /v1/package/versions/copy";
  private static final String CONTROLS = "POST /v1/package";
  private static final String PUBLISH = "POST /v1/package/version/publish";
  private static final String NAMED = "?domain=local&repository=dev&format=npm&package=pkg";
  private static final String COPIED =
      "?domain=local&source-repository=dev&destination-repository=prod&format=npm&package=pkg";

  private final ControlUnderTest control = new ControlUnderTest(InstantSource.system());

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource({"names", "versions", "revisions", "statuses", "copies", "controls", "published"})
  void whatBreaksARuleIsRefusedByName(String request, String body, String message) {
    var parts = request.split(" ", 2);

    var answered = control.ask(parts[0], parts[1], body);

    assertThat(answered.status()).as(answered.message()).isEqualTo(400);
    assertThat(answered.error()).isEqualTo("ValidationException");
    assertThat(answered.message()).startsWith(message).contains("(expected: ");
  }

  static Stream<Arguments> names() {
    var all = new ArrayList<Arguments>();
    for (var operation : List.of(STATUS, DISPOSE, DELETE, CONTROLS, "DELETE /v1/package")) {
      var in = operation + "?domain=local&repository=dev";
      all.add(Arguments.of(operation, "{}", "domain: missing"));
      all.add(Arguments.of(operation + "?domain=local", "{}", "repository: missing"));
      all.add(Arguments.of(in, "{}", "format: missing"));
      all.add(Arguments.of(in + "&format=zip&package=p", "{}", "format: zip"));
      all.add(Arguments.of(in + "&format=npm", "{}", "package: missing"));
      all.add(Arguments.of(in + "&format=npm&package=a%2Fb", "{}", "package: a/b"));
      all.add(Arguments.of(in + "&format=npm&package=p&namespace=%23", "{}", "namespace: #"));
    }
    return all.stream();
  }

  static Stream<Arguments> versions() {
    var tooMany =
        IntStream.range(0, 101).mapToObj(i -> "\"1.0." + i + "\"").collect(Collectors.joining(","));
    var bad =
        List.of(
            Arguments.of("{}", "versions: missing"),
            Arguments.of("{\"versions\":null}", "versions: missing"),
            Arguments.of("{\"versions\":[]}", "versions: 0 elements"),
            Arguments.of("{\"versions\":[" + tooMany + "]}", "versions: 101 elements"),
            Arguments.of("{\"versions\":\"1.0.0\"}", "versions: "),
            Arguments.of("{\"versions\":[1]}", "versions[0]: 1"),
            Arguments.of("{\"versions\":[\"\"]}", "versions[0]: "),
            Arguments.of("{\"versions\":[\"1.0.0\",\"a/b\"]}", "versions[1]: a/b"),
            Arguments.of("{\"versions\":[\"1.0.0\",\"1.0.0\"]}", "versions[1]: 1.0.0"));
    return Stream.of(STATUS, DISPOSE, DELETE)
        .flatMap(
            operation ->
                bad.stream()
                    .map(each -> Arguments.of(operation + NAMED, each.get()[0], each.get()[1])));
  }

  static Stream<Arguments> revisions() {
    var one = "{\"versions\":[\"1.0.0\"],\"targetStatus\":\"Archived\",\"versionRevisions\":";
    var two =
        "{\"versions\":[\"1.0.0\",\"2.0.0\"],\"targetStatus\":\"Archived\","
            + "\"versionRevisions\":{\"1.0.0\":\"r\"}}";
    var all = new ArrayList<Arguments>();
    for (var operation : List.of(STATUS, DISPOSE)) {
      all.add(Arguments.of(operation + NAMED, one + "[]}", "versionRevisions: "));
      all.add(Arguments.of(operation + NAMED, one + "{}}", "versionRevisions: 0 elements"));
      all.add(Arguments.of(operation + NAMED, one + "{\"1.0.0\":1}}", "versionRevisions.1.0.0: 1"));
      all.add(
          Arguments.of(
              operation + NAMED, one + "{\"1.0.0\":\"a b\"}}", "versionRevisions.1.0.0: a b"));
      all.add(
          Arguments.of(operation + NAMED, one + "{\"3.0.0\":\"r\"}}", "versionRevisions: 3.0.0"));
    }
    all.add(Arguments.of(STATUS + NAMED, two, "versions: 2.0.0"));
    return all.stream();
  }

  static Stream<Arguments> statuses() {
    var some = "{\"versions\":[\"1.0.0\"]";
    var all = new ArrayList<Arguments>();
    all.add(Arguments.of(STATUS + NAMED, some + "}", "targetStatus: missing"));
    for (var target : List.of("Disposed", "Deleted", "Unfinished", "published", "")) {
      all.add(
          Arguments.of(
              STATUS + NAMED,
              some + ",\"targetStatus\":\"" + target + "\"}",
              "targetStatus: " + target));
    }
    all.add(Arguments.of(STATUS + NAMED, some + ",\"targetStatus\":1}", "targetStatus: 1"));
    for (var operation : List.of(STATUS, DISPOSE, DELETE)) {
      all.add(
          Arguments.of(
              operation + NAMED,
              some + ",\"targetStatus\":\"Archived\",\"expectedStatus\":\"Gone\"}",
              "expectedStatus: Gone"));
    }
    return all.stream();
  }

  static Stream<Arguments> copies() {
    var both = "{\"versions\":[\"1.0.0\"],\"versionRevisions\":{\"1.0.0\":\"r\"}}";
    var one = "{\"versions\":[\"1.0.0\"]";
    return Stream.of(
        Arguments.of(COPY, "{}", "domain: missing"),
        Arguments.of(COPY + "?domain=local", "{}", "source-repository: missing"),
        Arguments.of(
            COPY + "?domain=local&source-repository=dev", "{}", "destination-repository: missing"),
        Arguments.of(COPY + COPIED.replace("=prod", "=x"), "{}", "destination-repository: x"),
        Arguments.of(COPY + COPIED, "{}", "versions, versionRevisions: none"),
        Arguments.of(COPY + COPIED, both, "versions, versionRevisions: both"),
        Arguments.of(COPY + COPIED, one + ",\"allowOverwrite\":\"yes\"}", "allowOverwrite: "),
        Arguments.of(COPY + COPIED, one + ",\"includeFromUpstream\":1}", "includeFromUpstream: 1"),
        Arguments.of(
            COPY + COPIED.replace("=prod", "=dev"), one + "}", "destination-repository: dev"));
  }

  static Stream<Arguments> controls() {
    return Stream.of(
        Arguments.of(CONTROLS + NAMED, "{}", "restrictions: missing"),
        Arguments.of(CONTROLS + NAMED, "{\"restrictions\":[]}", "restrictions: "),
        Arguments.of(CONTROLS + NAMED, "{\"restrictions\":{}}", "publish: missing"),
        Arguments.of(
            CONTROLS + NAMED, "{\"restrictions\":{\"publish\":\"ALLOW\"}}", "upstream: missing"),
        Arguments.of(
            CONTROLS + NAMED,
            "{\"restrictions\":{\"publish\":\"ALLOW\",\"upstream\":\"block\"}}",
            "upstream: block"),
        Arguments.of(
            CONTROLS + NAMED.replace("=pkg", "=.pkg"),
            "{\"restrictions\":{\"publish\":\"ALLOW\",\"upstream\":\"BLOCK\"}}",
            "package: .pkg"));
  }

  static Stream<Arguments> published() {
    return Stream.of(
        Arguments.of(PUBLISH + NAMED, "", "version: missing"),
        Arguments.of(PUBLISH + NAMED + "&version=1", "", "asset: missing"),
        Arguments.of(PUBLISH + NAMED + "&version=1&asset=a", "", "format: npm"));
  }

  @Test
  void aBodyThatIsAbsentOrHasUnknownMembersIsTakenAsFarAsItGoes() {
    assertThat(control.ask("DELETE", "/v1/package" + NAMED, "").status()).isEqualTo(404);
    assertThat(
            control
                .ask(
                    "POST",
                    "/v1/package/versions/delete" + NAMED,
                    "{\"versions\":[\"1.0.0\"],\"unknown\":{}}")
                .error())
        .isEqualTo("ResourceNotFoundException");
  }
}
