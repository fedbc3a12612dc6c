package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether what {@code bootstrap} says could be made. */
class BootstrapChecksTest {
  private static final String KEY = "bootstrap.domains.team.repositories.";

  @TempDir Path folder;

  @Test
  void upstreamsAndConnectionExcludeEachOther() {
    assertThat(problems("{aa: {upstreams: [bb], external-connection: public:npmjs}, bb: {}}"))
        .singleElement()
        .asString()
        .startsWith(KEY + "aa.external-connection: public:npmjs (expected: none, since upstreams");
  }

  @Test
  void upstreamMustBeARepositoryOfTheDomain() {
    assertThat(problems("{aa: {upstreams: [bb]}}"))
        .singleElement()
        .asString()
        .startsWith(KEY + "aa.upstreams: bb (expected: a repository of the same domain)");
  }

  @Test
  void connectionMustBeDeclared() {
    assertThat(problems("{aa: {external-connection: corp}}"))
        .singleElement()
        .asString()
        .startsWith(KEY + "aa.external-connection: corp (expected: one of external-connections:");
  }

  @Test
  void upstreamsMustNotLeadBack() {
    assertThat(problems("{aa: {upstreams: [bb]}, bb: {upstreams: [cc]}, cc: {upstreams: [aa]}}"))
        .hasSize(3)
        .allMatch(problem -> problem.contains("(expected: no way back to "));
  }

  @Test
  void upstreamIsListedOnce() {
    assertThat(problems("{aa: {upstreams: [bb, bb]}, bb: {}}"))
        .singleElement()
        .asString()
        .contains("each upstream once");
  }

  @Test
  void moreUpstreamsThanCodeArtifactAllowsAreRefused() {
    var upstreams = "bb, cc, dd, ee, ff, gg, hh, ii, jj, kk, ll";
    var others = upstreams.replace(",", ": {},") + ": {}";

    assertThat(problems("{aa: {upstreams: [" + upstreams + "]}, " + others + "}"))
        .singleElement()
        .asString()
        .contains("10 upstreams at most");
  }

  @Test
  void namesAreThoseOfTheModel() {
    var yaml = "bootstrap: {domains: {Team: {repositories: {-a: {}}}, a-123456789012: {}}}";

    assertThat(new Loading(folder).yaml(yaml).problems())
        .satisfiesExactlyInAnyOrder(
            domain ->
                assertThat(domain).contains("bootstrap.domains.Team: Team (expected: 2 to 50"),
            repository ->
                assertThat(repository).contains("repositories.-a: -a (expected: 2 to 100"),
            account -> assertThat(account).contains("doesn't end in - and 12 digits"));
  }

  private List<String> problems(String repositories) {
    var yaml = "bootstrap: {domains: {team: {repositories: " + repositories + "}}}";
    return new Loading(folder).yaml(yaml).problems();
  }
}
