package dev.weir.system;

import static dev.weir.system.Attack.OURS;
import static dev.weir.system.Attack.PLAIN;
import static dev.weir.system.Attack.SCOPED;
import static dev.weir.system.Attack.both;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.CommandResult;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.clients.Client;
import dev.weir.testing.documents.FixturePackage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever asks for a name of ours gets ours, or nothing; never what somebody else has published
 * under that name, however high its version is.
 */
@LeaksCheckedAfterAll
class NameConfusionIT {
  private static final List<String> LOOK_ALIKES =
      List.of("corpk1t", "corp-kit", "corpkits", "@c0rp/tool", "@crop/tool", "@corp/tools");

  @ParameterizedTest
  @EnumSource(names = {"NPM_11", "NPM_12", "PNPM", "YARN_1", "YARN_4"})
  void aFreshInstallTakesOursWhateverTheRange(Client client) {
    try (var attack = Attack.afterPublishing();
        var project = attack.project(client)) {
      for (var range : List.of("^1.0.0", "*", "latest", ">=1.0.0")) {
        var installed = project.dependsOn(both(range)).clonedWithoutLockfile().install();

        assertThat(installed.succeeded()).as(installed.output()).isTrue();
        assertThat(project.installed()).as(range).isEqualTo(OURS);
      }
      attack.assertOriginHasHeardNothing();
    }
  }

  /** A lockfile that was made past Weir, or that somebody has put into a pull request. */
  @ParameterizedTest
  @EnumSource(names = {"NPM_11", "NPM_12", "PNPM", "YARN_1", "YARN_4"})
  void aLockfileThatNamesTheirVersionFails(Client client) {
    assertLockfileOfTheirsFails(client, "99.0.0");
  }

  /** Its integrity is not that of our 1.0.0. */
  @ParameterizedTest
  @EnumSource(names = {"NPM_11", "NPM_12", "PNPM", "YARN_1", "YARN_4"})
  void aLockfileThatNamesTheirContentOfOurVersionFails(Client client) {
    assertLockfileOfTheirsFails(client, "1.0.0");
  }

  private static void assertLockfileOfTheirsFails(Client client, String version) {
    try (var attack = Attack.afterPublishing();
        var project = attack.project(client, attack.origin().url()).dependsOn(both(version))) {
      project.configure(withoutRetries(client));
      var theirs = project.install();
      assertThat(theirs.succeeded()).as(theirs.output()).isTrue();
      var mentions = attack.mentionsFromNowOn();
      var poisoned = project.locked().replace(attack.origin().url(), attack.weir().registry());

      var installed =
          project.registry(attack.weir().registry()).lockedBy(poisoned).cloned().installFrozen();

      assertThat(installed.succeeded()).as(installed.output()).isFalse();
      assertThat(installed.output())
          .containsPattern("(?i)\\b404\\b|E409|integrity|checksum|did not match|does not match");
      assertThat(project.installed()).doesNotContain(PLAIN + "@99.0.0", SCOPED + "@99.0.0");
      assertThat(mentions.found()).isEmpty();
    }
  }

  /**
   * It does not say what it expects, and else tries for a minute whether wrong bytes become right.
   */
  private static String[] withoutRetries(Client client) {
    return client == Client.PNPM ? new String[] {"fetchRetries: 0"} : new String[0];
  }

  @ParameterizedTest
  @EnumSource(names = {"NPM_11", "NPM_12"})
  void npmTellsTheOriginNothingWhateverItIsAsked(Client npm) {
    try (var attack = Attack.afterPublishing();
        var project = attack.project(npm)) {
      attack.origin().advise(PLAIN, "*", "high", "not about ours");
      project.dependsOn(Map.of(PLAIN, "1.0.0", SCOPED, "1.0.0", "leaf", "0.2.0"));
      assertSucceeds(project.install("--audit"));

      assertSucceeds(project.audit());
      assertThat(attack.origin().auditedNames()).containsExactly("leaf");
      assertThat(project.view(PLAIN).output()).contains("1.0.0").doesNotContain("99.0.0");
      assertThat(project.view(SCOPED).output()).contains("1.0.0").doesNotContain("99.0.0");
      assertThat(project.view(PLAIN + "@99.0.0").succeeded()).isFalse();
      assertThat(project.outdated().output()).doesNotContain("99.0.0");
      assertSucceeds(project.cloned().installFrozen());
      attack.assertOriginHasHeardNothing();
    }
  }

  @Test
  void noPathLeadsToTheirVersion() {
    try (var attack = Attack.afterPublishing()) {
      for (var name : List.of(PLAIN, "@corp%2ftool", SCOPED)) {
        assertThat(attack.weir().get(name).body()).doesNotContain("99.0.0");
        assertThat(attack.weir().get(name + "/99.0.0").statusCode()).isEqualTo(404);
      }
      for (var path : List.of("corpkit/-/corpkit-99.0.0.tgz", "@corp/tool/-/tool-99.0.0.tgz")) {
        assertThat(attack.weir().bytes(path).statusCode()).isEqualTo(404);
      }
      for (var name : List.of(PLAIN, "@corp%2ftool")) {
        assertThat(attack.weir().get("-/package/" + name + "/dist-tags").body())
            .contains("\"latest\":\"1.0.0\"")
            .doesNotContain("99.0.0");
        assertThat(attack.weir().get(name, "Cache-Control", "no-cache").body())
            .doesNotContain("99.0.0");
      }
      attack.assertOriginHasHeardNothing();
    }
  }

  /**
   * What is not protected: a name that only looks like ours is another package, and comes from the
   * origin like any other. Of a scope that is declared as private, no other name does.
   */
  @Test
  void aNameThatLooksLikeOursIsAnotherPackage() {
    try (var attack = Attack.afterPublishing()) {
      LOOK_ALIKES.forEach(
          name -> attack.origin().add(FixturePackage.of(name).versions("1.0.0", "99.0.0")));

      for (var name : LOOK_ALIKES) {
        assertThat(attack.weir().get(name.replace("/", "%2f")).body()).contains("99.0.0");
      }

      attack.weir().restart("private-scopes=@corp");
      assertThat(attack.weir().get("@corp%2ftools").statusCode()).isEqualTo(404);
    }
  }

  /**
   * What is not protected either: whoever addresses the proxying repository itself, and not the one
   * in front of it that has the packages, gets the origin's, and the origin hears the name. A scope
   * that is declared as private is none of the origin's business there either.
   */
  @Test
  void theRepositoryBehindKnowsNothingOfOursUnlessTheScopeIsDeclared() {
    try (var attack = Attack.afterPublishing()) {
      var behind = attack.weir().registry("local/npm-store");
      var undeclared = attack.mentionsFromNowOn();

      assertThat(attack.weir().getUrl(behind + PLAIN).body()).contains("99.0.0");
      assertThat(undeclared.found()).hasSize(1);

      attack.weir().restart("private-scopes=@corp");
      var declared = attack.mentionsFromNowOn();
      behind = attack.weir().registry("local/npm-store");
      assertThat(attack.weir().getUrl(behind + "@corp%2ftool").statusCode()).isEqualTo(404);
      assertThat(declared.found()).isEmpty();
    }
  }

  /** Somebody had fetched theirs before there was one of ours. */
  @Test
  void theirVersionThatWasRetainedBeforeIsNeitherShownNorServed() {
    try (var attack = Attack.beforePublishing()) {
      var weir = attack.weir();
      attack.addChain();
      var app = weir.registry("local/app");
      for (int i = 0; i < 3; i++) {
        assertThat(weir.getUrl(app + "corpkit/-/corpkit-99.0.0.tgz").statusCode()).isEqualTo(200);
      }
      weir.restart();
      app = weir.registry("local/app");
      assertThat(weir.getUrl(app + "corpkit/-/corpkit-99.0.0.tgz").statusCode()).isEqualTo(200);
      assertThat(weir.getUrl(app + PLAIN).body()).contains("99.0.0");
      attack.publish("local/own", PLAIN);

      assertThat(weir.getUrl(app + PLAIN).body()).contains("1.0.0").doesNotContain("99.0.0");
      assertThat(weir.getUrl(app + PLAIN + "/99.0.0").statusCode()).isEqualTo(404);
      var refused = weir.getUrl(app + "corpkit/-/corpkit-99.0.0.tgz");
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body())
          .contains("corpkit@99.0.0 in local/app", "put-package-origin-configuration");

      attack.open("app", PLAIN);
      assertThat(weir.getUrl(app + PLAIN).body()).contains("1.0.0", "99.0.0");
    }
  }

  @Test
  void aDeclaredScopeIsOursThoughTheirVersionWasRetainedBefore() {
    try (var attack = Attack.beforePublishing()) {
      var weir = attack.weir();
      assertThat(weir.bytes("@corp/tool/-/tool-99.0.0.tgz").statusCode()).isEqualTo(200);

      weir.restart("private-scopes=@corp");

      assertThat(weir.get("@corp%2ftool").statusCode()).isEqualTo(404);
      assertThat(weir.bytes("@corp/tool/-/tool-99.0.0.tgz").statusCode()).isEqualTo(403);
      attack.publish("local/dev", SCOPED);
      assertThat(weir.get("@corp%2ftool").body()).contains("1.0.0").doesNotContain("99.0.0");
      assertThat(weir.bytes("@corp/tool/-/tool-1.0.0.tgz").statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NPM_11", "NPM_12"})
  void aDeclaredScopeIsPrivateBeforeAnythingIsPublished(Client npm) {
    try (var attack = Attack.beforePublishing("private-scopes=@corp");
        var project = attack.project(npm)) {
      var installed = project.dependsOn(Map.of(SCOPED, "*")).install();
      assertThat(installed.succeeded()).as(installed.output()).isFalse();
      assertThat(installed.output()).contains("404");

      assertThat(project.view(SCOPED).succeeded()).isFalse();
      assertThat(project.outdated().output()).doesNotContain("99.0.0");
      var audit = Asked.audit(attack.weir(), "{\"@corp/tool\":[\"1.0.0\"],\"leaf\":[\"0.2.0\"]}");
      assertThat(audit.statusCode()).as(audit.body()).isEqualTo(200);
      assertThat(attack.origin().auditedNames()).containsExactly("leaf");
      attack.assertOriginHasHeardNothing();
    }
  }

  /** Undeclared, too: what npm looks for before it publishes is looked for here alone. */
  @ParameterizedTest
  @EnumSource(names = {"NPM_10", "NPM_11", "NPM_12", "PNPM", "YARN_1", "YARN_4", "BUN"})
  void theFirstPublishTellsTheOriginNothing(Client client) {
    try (var attack = Attack.beforePublishing();
        var author = client.author(attack.weir().registry())) {
      for (var name : List.of(PLAIN, SCOPED)) {
        assertSucceeds(author.publish(name, "1.0.0"));
        assertThat(attack.weir().get(name.replace("/", "%2f")).body()).doesNotContain("99.0.0");
      }
      attack.assertOriginHasHeardNothing();
    }
  }

  /** In what form a command looks, and whatever Cache-Control it sends. */
  @ParameterizedTest
  @ValueSource(strings = {"publish", "stage"})
  void whoeverIsAboutToPublishIsAnsweredFromWhatIsStored(String command) {
    try (var attack = Attack.beforePublishing()) {
      for (var name : List.of(PLAIN, "@corp%2ftool")) {
        for (var path : List.of(name, name + "/latest", name + "/1.0.0")) {
          assertThat(attack.weir().get(path, "npm-command", command).statusCode()).isEqualTo(404);
        }
        var tags = "-/package/" + name + "/dist-tags";
        assertThat(attack.weir().get(tags, "npm-command", command).statusCode()).isEqualTo(404);
      }
      attack.assertOriginHasHeardNothing();

      // What was asked of it alone is not remembered as what there is.
      assertThat(attack.weir().get(PLAIN + "/latest").body()).contains("99.0.0");
    }
  }

  private static void assertSucceeds(CommandResult result) {
    assertThat(result.succeeded()).as(result.output()).isTrue();
  }
}
