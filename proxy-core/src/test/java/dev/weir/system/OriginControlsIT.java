package dev.weir.system;

import static dev.weir.system.Asked.audit;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codeartifact.model.AllowPublish;
import software.amazon.awssdk.services.codeartifact.model.AllowUpstream;
import software.amazon.awssdk.services.codeartifact.model.UpstreamRepository;
import tools.jackson.databind.json.JsonMapper;

/** What origin controls keep out of repositories, and whom a name is told. */
@LeaksCheckedAfterAll
class OriginControlsIT {
  private static final String NAME = "@acme/tool";
  private static final String TARBALL = "@acme/tool/-/tool-%s.tgz";
  private static final List<String> QUESTIONS =
      List.of(
          NAME,
          "@acme%2ftool",
          NAME + "/latest",
          "-/package/@acme/tool/dist-tags",
          TARBALL.formatted("1.0.0"),
          TARBALL.formatted("9.9.9"),
          "-/npm/v1/attestations/@acme/tool@9.9.9",
          "-/v1/search?text=@acme/tool",
          "-/v1/search?text=scope:acme%20@acme/tool");

  private FixtureRegistry origin;
  private WeirUnderTest weir;

  @BeforeEach
  void start() {
    origin = FixtureRegistry.start();
    origin.add(FixturePackage.of(NAME).versions("1.0.0", "9.9.9"));
    origin.add(FixturePackage.of("other").versions("1.0.0"));
    weir = WeirUnderTest.of(origin);
  }

  @AfterEach
  void stop() {
    weir.close();
    origin.close();
  }

  @Test
  void aBlockedPackageShowsOnlyWhatTheRepositoryHasItself() {
    assertThat(weir.bytes(TARBALL.formatted("1.0.0")).statusCode()).isEqualTo(200);
    assertThat(seen("local/dev")).containsExactly("1.0.0", "9.9.9");

    block("dev");
    origin.resetCounters();

    assertThat(seen("local/dev")).containsExactly("1.0.0");
    assertThat(weir.bytes(TARBALL.formatted("1.0.0")).statusCode()).isEqualTo(200);
    assertThat(weir.bytes(TARBALL.formatted("9.9.9")).statusCode()).isEqualTo(404);
    assertThat(seen("local/npm-store")).containsExactly("1.0.0", "9.9.9");
  }

  @Test
  void whatIsDownstreamOfABlockedPackageSeesNoMore() {
    assertThat(weir.bytes(TARBALL.formatted("1.0.0")).statusCode()).isEqualTo(200);
    try (var sdk = Sdk.of(weir)) {
      sdk.createRepository(r -> r.domain("local").repository("app").upstreams(upstream("dev")));
    }
    assertThat(seen("local/app")).containsExactly("1.0.0", "9.9.9");

    block("dev");

    assertThat(seen("local/app")).containsExactly("1.0.0");
    var file = weir.registry("local/app") + TARBALL.formatted("9.9.9");
    assertThat(weir.getUrl(file).statusCode()).isEqualTo(404);
  }

  @Test
  void aNameThatIsBlockedBeforeItExistsIsToldToNobody() {
    block("dev");
    origin.resetCounters();

    ask("local/dev");

    assertThat(origin.totalRequests()).isZero();
    assertThat(weir.get(NAME).statusCode()).isEqualTo(404);
    assertThat(audit(weir, "{\"@acme/tool\":[\"1.0.0\"]}").body()).isEqualTo("{}");
    audit(weir, "{\"@acme/tool\":[\"1.0.0\"],\"other\":[\"1.0.0\"]}");
    assertThat(origin.auditedNames()).containsExactly("other");
  }

  @Test
  void aBlockIsLiftedByAnotherPut() {
    block("dev");
    assertThat(weir.get(NAME).statusCode()).isEqualTo(404);

    restrict("dev", AllowUpstream.ALLOW);

    assertThat(seen("local/dev")).containsExactly("1.0.0", "9.9.9");
    assertThat(weir.bytes(TARBALL.formatted("9.9.9")).statusCode()).isEqualTo(200);
  }

  @Test
  void aBlockGoesWithItsPackage() {
    block("dev");
    try (var sdk = Sdk.of(weir)) {
      var deleted =
          sdk.deletePackage(
                  r ->
                      r.domain("local")
                          .repository("dev")
                          .format("npm")
                          .namespace("acme")
                          .packageValue("tool"))
              .deletedPackage();
      assertThat(deleted.originConfiguration().restrictions().upstream())
          .isEqualTo(AllowUpstream.BLOCK);
    }

    assertThat(seen("local/dev")).containsExactly("1.0.0", "9.9.9");
  }

  @Test
  void namesOfPrivateScopesAreToldToNobody() {
    weir.restart("private-scopes=@acme");
    origin.resetCounters();

    ask("local/dev");
    ask("local/npm-store");
    assertThat(weir.get("@acme/anything").statusCode()).isEqualTo(404);

    assertThat(origin.totalRequests()).isZero();
    assertThat(audit(weir, "{\"@acme/tool\":[\"1.0.0\"]}").body()).isEqualTo("{}");
    assertThat(origin.totalRequests()).isZero();
    assertThat(weir.get("other").statusCode()).isEqualTo(200);
    assertThat(weir.get("-/v1/search?text=other").statusCode()).isEqualTo(200);
    assertThat(origin.requests("/-/v1/search")).isEqualTo(1);
  }

  @Test
  void aPrivateScopeInUpperCaseIsToldToNobodyEither() {
    origin.add(FixturePackage.of("@Acme/tool").versions("1.0.0"));
    weir.restart("private-scopes=@acme");
    origin.resetCounters();

    for (var question : QUESTIONS) {
      var asked = question.replace("acme", "Acme");
      assertThat(weir.get(asked).statusCode()).as(asked).isIn(200, 404);
    }
    assertThat(weir.get("@Acme%2ftool").statusCode()).isEqualTo(404);
    assertThat(weir.get("@ACME%2ftool").statusCode()).isEqualTo(404);
    assertThat(audit(weir, "{\"@Acme/tool\":[\"1.0.0\"]}").body()).isEqualTo("{}");

    assertThat(origin.totalRequests()).isZero();
  }

  /** The registry has old names in upper case that no new name may have: JSONStream. */
  @Test
  void aNameInUpperCaseIsAnotherThanOursInLowerCase() {
    origin.add(FixturePackage.of("JSONStream").versions("1.0.0"));
    OwnVersions.publish(weir, "local/dev", "jsonstream", "1.0.0", "ours".getBytes(UTF_8), "latest");

    assertThat(weir.get("JSONStream").statusCode()).isEqualTo(200);
    assertThat(origin.requests("/JSONStream")).isEqualTo(1);
    assertThat(origin.requests("/jsonstream")).isZero();
  }

  @Test
  void aSearchOfManyWordsIsAnsweredHere() {
    assertThat(weir.get("-/v1/search?text=" + "w%20".repeat(40) + "@acme/tool").statusCode())
        .isEqualTo(200);

    assertThat(origin.totalRequests()).isZero();
  }

  /** Published beside a connection: dependency confusion has no way in. */
  @Test
  void aConnectionBesideTheRepositoryThatHasTheNameIsNotAsked() {
    var bytes = "ours".getBytes(UTF_8);
    try (var sdk = Sdk.of(weir)) {
      sdk.createRepository(r -> r.domain("local").repository("own"));
      sdk.createRepository(
          r ->
              r.domain("local")
                  .repository("app")
                  .upstreams(upstream("own"), upstream("npm-store")));
    }
    OwnVersions.publish(weir, "local/own", NAME, "1.0.0", bytes, "latest");
    origin.resetCounters();

    ask("local/app");
    var app = weir.registry("local/app");

    assertThat(origin.totalRequests()).isZero();
    assertThat(seen("local/app")).containsExactly("1.0.0");
    assertThat(weir.getUrl(app + TARBALL.formatted("1.0.0")).body()).isEqualTo("ours");
    assertThat(weir.getUrl(app + TARBALL.formatted("9.9.9")).statusCode()).isEqualTo(404);
    assertThat(weir.getUrl(app + "other").statusCode()).isEqualTo(200);
    // It is retained by app now, and stays ours there.
    ask("local/app");
    assertThat(origin.requests("/@acme/tool")).isZero();
  }

  private void ask(String repository) {
    for (var question : QUESTIONS) {
      assertThat(weir.getUrl(weir.registry(repository) + question).statusCode())
          .as(question)
          .isIn(200, 404);
    }
  }

  private Iterable<String> seen(String repository) {
    var reply = weir.getUrl(weir.registry(repository) + NAME);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(reply.body()).at("/versions").propertyNames();
  }

  private void block(String repository) {
    restrict(repository, AllowUpstream.BLOCK);
  }

  private void restrict(String repository, AllowUpstream upstream) {
    try (var sdk = Sdk.of(weir)) {
      var answer =
          sdk.putPackageOriginConfiguration(
              r ->
                  r.domain("local")
                      .repository(repository)
                      .format("npm")
                      .namespace("acme")
                      .packageValue("tool")
                      .restrictions(c -> c.publish(AllowPublish.ALLOW).upstream(upstream)));
      assertThat(answer.originConfiguration().restrictions().upstream()).isEqualTo(upstream);
    }
  }

  private static UpstreamRepository upstream(String name) {
    return UpstreamRepository.builder().repositoryName(name).build();
  }
}
