package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.json.Json;
import dev.weir.cli.json.JsonReader;
import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.documents.PublishedVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs with a daemon of this build. */
class DaemonIT {
  @TempDir static Path folder;

  private static FixtureRegistry origin;
  private static RealDaemon daemon;

  @BeforeAll
  static void start() {
    origin = FixtureRegistry.start();
    origin.add(FixturePackage.of("plain").versions(2));
    daemon = RealDaemon.start(folder, origin.url());
  }

  @AfterAll
  static void stop() {
    daemon.close();
    origin.close();
  }

  @Test
  void packageIsListedAndReadAsSoonAsItWasFetched() throws IOException {
    fetch("/npm/local/dev" + FixtureRegistry.tarballPath("plain", "1.0.1"));

    var inRepository = " --domain local --repository dev";
    var ofPackage = inRepository + " --format npm --package plain";
    var ofVersion = ofPackage + " --package-version 1.0.1";
    assertThat(names(ok("list-packages" + inRepository), "packages")).contains("plain");
    assertThat(ok("describe-package" + ofPackage).text("package", "name")).isEqualTo("plain");
    assertThat(names(ok("list-package-versions" + ofPackage), "versions")).contains("1.0.1");
    assertThat(ok("describe-package-version" + ofVersion).text("packageVersion", "status"))
        .isEqualTo("Published");
    assertThat(names(ok("list-package-version-assets" + ofVersion), "assets"))
        .contains("package.tgz");
    assertThat(ok("list-package-version-dependencies" + ofVersion).text("version"))
        .isEqualTo("1.0.1");
    var file = folder.resolve("plain.tgz");
    ok("get-package-version-asset" + ofVersion + " --asset package.tgz " + file);
    assertThat(file).hasBinaryContent(fetch("/npm/local/dev/plain/-/plain-1.0.1.tgz"));
  }

  @Test
  void daemonIsShown() throws IOException {
    fetch("/npm/local/dev/plain");

    var status = ok("status");
    assertThat(status.text("product")).isEqualTo("weir");
    assertThat(status.items("connections")).anyMatch(each -> each.text("state").equals("ok"));
    assertThat(Weir.of(daemon.url()).run("tree", "--output", "table").out())
        .contains(
            """
            local
            └── dev
                └── npm-store
                    => public:npmjs
            """);
    assertThat(ok("cache stats").number("storage", "blobs")).isPositive();
    assertThat(ok("cache purge plain").number("documents")).isEqualTo(1);
  }

  @Test
  void aTarballIsPublishedToTwoRepositoriesFoundAndVerified() throws IOException {
    ok("create-domain --domain team");
    ok("create-repository --domain team --repository dev");
    ok("create-repository --domain team --repository lib");
    var file = folder.resolve("pkg.tgz");
    Files.write(file, PublishedVersion.of("@lab/pkg", "1.2.0").tarball());

    var published = ok("publish-to --domain team dev lib " + file);
    assertThat(published.items("repositories").stream().map(each -> each.text("outcome")))
        .containsExactly("published", "published");

    var found = ok("who-has @lab/pkg@^1.1 --domain team");
    assertThat(found.items("repositories").stream().map(each -> each.text("repository")))
        .containsExactly("dev", "lib");
    assertThat(ok("who-has @lab/pkg@~1.1").items("repositories")).isEmpty();

    var verified = ok("verify --published");
    assertThat(verified.text("state")).isEqualTo("done");
    assertThat(verified.number("done")).isEqualTo(2);
    assertThat(verified.number("damagedPublished")).isZero();
  }

  private static byte[] fetch(String path) throws IOException {
    try (var body = URI.create(daemon.url() + path).toURL().openStream()) {
      return body.readAllBytes();
    }
  }

  @Test
  void chainIsMadeShownAndTakenApart() {
    ok("create-domain --domain chain --tags key=team,value=web");
    ok("create-repository --domain chain --domain-owner 326213389784 --repository my-repo");
    ok("create-repository --domain chain --repository npm-store --description store");
    ok(
        "associate-external-connection --domain chain --repository npm-store"
            + " --external-connection public:npmjs");
    ok(
        "update-repository --domain chain --repository my-repo --upstreams repositoryName=npm-store");

    var repository = ok("describe-repository --domain chain --repository my-repo");
    assertThat(names(repository, "repository", "upstreams")).isEqualTo("npm-store");
    assertThat(
            names(ok("list-repositories-in-domain --domain chain --page-size 1"), "repositories"))
        .contains("my-repo", "npm-store");
    var arn = ok("describe-domain --domain chain").text("domain", "arn");
    assertThat(names(ok("list-tags-for-resource --resource-arn " + arn), "tags"))
        .isEqualTo("team web");
    assertThat(
            ok("get-repository-endpoint --domain chain --repository my-repo --format npm")
                .text("repositoryEndpoint"))
        .isEqualTo(daemon.url() + "/npm/chain/my-repo/");

    ok("update-repository --domain chain --repository my-repo --upstreams");
    ok("delete-repository --domain chain --repository my-repo");
    ok("delete-repository --domain chain --repository npm-store");
    assertThat(ok("delete-domain --domain chain").text("domain", "status")).isEqualTo("Deleted");
  }

  @Test
  void policyGoesThereAndBack() {
    ok("create-domain --domain policies");
    var policy =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",\
        "Action":"codeartifact:ReadFromRepository","Resource":"*"}]}""";

    var put =
        Weir.of(daemon.url())
            .run(
                "put-domain-permissions-policy",
                "--domain",
                "policies",
                "--policy-document",
                policy);

    assertThat(put.err()).isEmpty();
    assertThat(
            JsonReader.read(
                ok("get-domain-permissions-policy --domain policies").text("policy", "document")))
        .isEqualTo(JsonReader.read(policy));
  }

  @Test
  void whatIsNotThereIsRefusedByName() {
    var run = Weir.of(daemon.url()).run("describe-domain", "--domain", "nowhere");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .startsWith(
            "weir: An error occurred (ResourceNotFoundException) when calling the DescribeDomain"
                + " operation: ");
  }

  @Test
  void launcherDoesTheSame() {
    var environment =
        Map.of(
            "WEIR_NO_BUILD", "1",
            "JAVA_HOME", System.getProperty("java.home"),
            "WEIR_ENDPOINT", daemon.url());

    var run =
        Checkout.run(Checkout.launcher().toAbsolutePath(), folder, environment, "list-domains");

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(names(JsonReader.read(String.join("\n", run.out())), "domains")).contains("local");
  }

  private static Json ok(String line) {
    var run = Weir.of(daemon.url()).run(line.split(" "));
    assertThat(run.err()).as(line).isEmpty();
    assertThat(run.code()).as(line).isZero();
    return JsonReader.read(run.out().isEmpty() ? "{}" : run.out());
  }

  private static String names(Json json, String... path) {
    return new Json.Items(json.items(path)).asText();
  }
}
