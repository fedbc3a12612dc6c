package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.model.PackageName;
import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.NpmClient;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import dev.weir.testing.server.Page;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class PolicyRestrictionsTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String DOCUMENT =
      "{\"name\":\"x\",\"dist-tags\":{\"latest\":\"1.1.0\",\"next\":\"1.1.0\"},\"versions\":{"
          + "\"1.0.0\":{\"name\":\"x\",\"dist\":{\"tarball\":\"https://registry.example/x/-/x-1.0.0.tgz\"}},"
          + "\"1.1.0\":{\"name\":\"x\",\"dist\":{\"tarball\":\"https://registry.example/x/-/x-1.1.0.tgz\"}}},"
          + "\"time\":{\"1.0.0\":\"2020-01-01T00:00:00Z\",\"1.1.0\":\"2021-01-01T00:00:00Z\"}}";

  @ParameterizedTest
  @EnumSource(Form.class)
  void aRestrictedVersionStandsInItsOwnMemberAlone(Form form) throws Exception {
    var rendered = JSON.readTree(render("x", DOCUMENT, form, Documents.BASE, Set.of("1.1.0")));

    assertThat(rendered.at("/versions").propertyNames()).containsExactly("1.0.0");
    assertThat(rendered.at("/time").propertyNames()).contains("1.0.0").doesNotContain("1.1.0");
    assertThat(rendered.at("/dist-tags").toString()).isEqualTo("{\"latest\":\"1.0.0\"}");
    assertThat(rendered.at("/policyRestrictions/message").asString()).isEqualTo("too \"new\"");
    assertThat(rendered.at("/policyRestrictions/versions/1.1.0/dist/tarball").asString())
        .isEqualTo(Documents.BASE + "x/-/x-1.1.0.tgz");
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void withoutOneNothingIsAdded(Form form) throws Exception {
    assertThat(render("x", DOCUMENT, form, Documents.BASE, Set.of("9.9.9")))
        .isEqualTo(Documents.render("x", DOCUMENT, form));
  }

  @Test
  void npmTakesAnotherVersionOrSaysWhyNot() throws Exception {
    assumeTrue(NpmClient.isOnPath());
    try (var registry = FixtureRegistry.start();
        var npm = NpmClient.of(registry.url())) {
      registry.add(FixturePackage.of("held").versions("1.0.0", "1.1.0"));
      var page = render("held", document(registry), Form.FULL, registry.url(), Set.of("1.1.0"));
      registry.fault("/held", Fault.always().replacedBy(Page.json(200, page)));

      var range = npm.dependsOn(Map.of("held", "^1.0.0")).install();
      var exact = npm.dependsOn(Map.of("held", "1.1.0")).removeLockfile().install();

      assertThat(range.exitCode()).as(range.output()).isZero();
      assertThat(npm.installed()).containsEntry("held", "1.0.0");
      assertThat(exact.exitCode()).isNotZero();
      assertThat(exact.output()).contains("E403", "too \"new\"");
    }
  }

  private static String document(FixtureRegistry registry) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(registry.url() + "held")).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static String render(
      String name, String document, Form form, String base, Set<String> restricted)
      throws Exception {
    var source = new PackumentSource.Document(Documents.index(name, document));
    var plan =
        PackumentPlan.packument(
            new PackageName(name),
            List.of(source),
            form,
            base,
            new PolicyRestrictions(restricted, "too \"new\""));
    return Documents.text(plan, List.of(document.getBytes(StandardCharsets.UTF_8)));
  }
}
