package dev.weir.cli.see;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.FakeDaemon;
import dev.weir.cli.Weir;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code weir verify}: what it starts, how it waits, and what it says. */
class VerifyTest {
  private static final String RUNNING =
      """
      {"state": "running", "of": 4, "ofBytes": 4096, "done": 2, "doneBytes": 2048}""";
  private static final String DONE =
      """
      {"state": "done", "of": 4, "ofBytes": 4096, "done": 4, "doneBytes": 4096, "unread": 0,
       "damagedPublished": 0, "damagedCached": 0, "damaged": [], "more": 0}""";

  private final FakeDaemon daemon = FakeDaemon.start();

  @AfterEach
  void stop() {
    daemon.close();
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "verify, all",
        "verify --published, published",
        "verify --cached, cached",
        "verify --published --cached, all"
      })
  void oneRunIsStarted(String line, String what) {
    daemon.answers(DONE);

    var run = Weir.of(daemon).run(line.split(" "));

    assertThat(run.code()).isZero();
    assertThat(daemon.asked()).hasSize(1);
    assertThat(daemon.asked().get(0).method()).isEqualTo("POST");
    assertThat(daemon.asked().get(0).target()).isEqualTo("/weir/v1/verify?what=" + what);
  }

  @Test
  void itsEndIsWaitedFor() {
    daemon.answers(RUNNING).answers(RUNNING).answers(DONE);

    var run = Weir.of(daemon).run("verify", "--output", "table");

    assertThat(run.out()).isEqualTo("4 tarballs, 4.0 KiB: none is damaged\n");
    assertThat(daemon.asked()).hasSize(3);
    assertThat(daemon.asked().get(2).method() + daemon.asked().get(2).target())
        .isEqualTo("GET/weir/v1/verify");
  }

  @Test
  void aTerminalSeesABar() {
    daemon.answers("{\"state\":\"running\"}").answers(RUNNING).answers(DONE);

    var run = Weir.of(daemon).onTerminal().run("verify");

    assertThat(run.out())
        .contains("\r[                              ] counting")
        .contains("\r[###############               ] 2 tarballs of 4 tarballs, 2.0 KiB of 4.0 KiB")
        .endsWith("none is damaged\u001b[0m\n");
  }

  @Test
  void programsSeeNoBar() {
    daemon.answers(RUNNING).answers(DONE);

    assertThat(Weir.of(daemon).onTerminal().run("verify", "--output", "json").out())
        .startsWith("{\n");
  }

  @Test
  void damageOfWhatWasPublishedIsAFailure() {
    daemon.answers(
        """
        {"state": "done", "done": 9, "doneBytes": 1024, "unread": 1, "damagedPublished": 1,
         "damagedCached": 2, "fetchedAgain": 2, "notFetchedAgain": 0, "more": 1,
         "damaged": [
           {"kind": "published", "domain": "local", "repository": "dev", "package": "@lab/pkg",
            "version": "1.0.0", "problem": "it is missing"},
           {"kind": "cached", "package": "pkg", "connection": "public:npmjs",
            "file": "pkg-1.0.0.tgz", "problem": "CRC", "notFetchedAgain": null}]}""");

    var run = Weir.of(daemon).run("verify", "--output", "table");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .isEqualTo(
            """
            9 tarballs, 1.0 KiB: 1 published and 2 cached damaged, 2 fetched again
              1 tarball could not be read just now; the daemon's log says why
              @lab/pkg@1.0.0 in local/dev: it is missing
              pkg-1.0.0.tgz of public:npmjs, fetched again: CRC
              and 1 more
            """);
  }

  @Test
  void damageOfWhatCanBeFetchedAgainIsNone() {
    daemon.answers(
        "{\"state\":\"done\",\"damagedPublished\":0,\"damagedCached\":3,\"fetchedAgain\":3}");

    assertThat(Weir.of(daemon).run("verify").code()).isZero();
  }

  @Test
  void whatCannotBeFetchedAgainIsAFailure() {
    daemon.answers(
        """
        {"state": "done", "done": 9, "doneBytes": 1024, "damagedPublished": 0,
         "damagedCached": 2, "fetchedAgain": 1, "notFetchedAgain": 1, "more": 1,
         "damaged": [
           {"kind": "cached", "package": "pkg", "connection": "public:npmjs",
            "file": "pkg-1.0.0.tgz", "problem": "CRC", "notFetchedAgain": "it is down"}]}""");

    var run = Weir.of(daemon).run("verify", "--output", "table");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .isEqualTo(
            """
            9 tarballs, 1.0 KiB: 0 published and 2 cached damaged, 1 fetched again, 1 could not be fetched
              pkg-1.0.0.tgz of public:npmjs, dropped and not fetched again (it is down): CRC
              and 1 more
            """);
  }

  @Test
  void aRunThatEndedEarlyIsAFailure() {
    daemon.answers("{\"state\":\"failed\",\"failure\":\"the daemon ends\"}");

    var run = Weir.of(daemon).run("verify", "--output", "table");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).startsWith("ended early: the daemon ends");
  }

  @Test
  void theLastRunIsShownWithoutAnother() {
    daemon.answers(RUNNING);

    var run = Weir.of(daemon).run("verify", "--show", "--output", "table");

    assertThat(run.out()).startsWith("running: 2 tarballs of 4");
    assertThat(daemon.asked().get(0).method()).isEqualTo("GET");
  }

  @Test
  void whileOneRunsAnotherIsRefused() {
    daemon.answers(
        409, Map.of(), "{\"error\":\"x\",\"message\":\"a verification runs since then\"}");

    var run = Weir.of(daemon).run("verify");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("a verification runs since then");
  }
}
