package dev.weir.compare.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.compare.CannedServer;
import dev.weir.compare.StandInPeer;
import dev.weir.compare.check.WrongAnswerException;
import dev.weir.compare.wire.Header;
import dev.weir.compare.workload.Target;
import dev.weir.compare.workload.Workload;
import dev.weir.compare.workload.Workload.Rate;
import dev.weir.compare.wrk.WrkReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HotRunTest {
  private static final Workload WORKLOAD =
      new Workload(
          "absent",
          "absent",
          List.of(new Target("/none", new Target.Absence())),
          List.of(),
          false,
          404,
          Rate.REQUESTS,
          2);

  private volatile String body = "{}";
  private long now;
  private final CannedServer server =
      CannedServer.start(head -> CannedServer.response("404 Not Found", body));
  private final List<String> loads = new ArrayList<>();

  HotRunTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void roundsGoThroughAllServersInTurnAfterAWarmUpThatDoesNotCount() throws IOException {
    var measured = run(new Rounds(2, 3, 1), Duration.ofHours(1), right()).orElseThrow();

    assertThat(loads).containsExactly("a 1", "b 1", "a 3", "b 3", "a 3", "b 3");
    assertThat(measured.of("a").orElseThrow().rounds()).hasSize(2);
    assertThat(measured.of("b").orElseThrow().rounds()).hasSize(2);
  }

  @Test
  void roundsThatDoNotFitIntoTheTimeAreLeftOut() throws IOException {
    var measured = run(new Rounds(100, 3, 0), Duration.ofSeconds(20), right()).orElseThrow();

    assertThat(measured.of("a").orElseThrow().rounds()).hasSize(3);
    assertThat(measured.of("b").orElseThrow().rounds()).hasSize(3);
  }

  @Test
  void workloadIsLeftOutWhenNotEvenOneRoundFits() throws IOException {
    assertThat(run(new Rounds(1, 3, 5), Duration.ofSeconds(10), right())).isEmpty();
    assertThat(loads).isEmpty();
  }

  @Test
  void wrongTotalsEndIt() {
    var wrong = new WrkReport(1, 1000, 1, 0, 0, 0, 1000, 0, 1, 1, 1, 1, 1);

    assertThatThrownBy(() -> run(new Rounds(1, 1, 0), Duration.ofHours(1), wrong))
        .isInstanceOf(WrongAnswerException.class)
        .hasMessageContaining("a: absent under load: 1 bytes");
  }

  @Test
  void answersThatAreRightOnlyBeforeTheLoadEndItToo() {
    assertThatThrownBy(
            () ->
                run(
                    new Rounds(1, 1, 0),
                    Duration.ofHours(1),
                    (peer, workload, checked, seconds) -> {
                      body = "<html>";
                      return right();
                    }))
        .isInstanceOf(WrongAnswerException.class)
        .hasMessageContaining("<html> (expected: a JSON object)");
  }

  @Test
  void serverMayBeAskedInItsOwnWay() throws IOException {
    var token =
        new Contender("token", peer("a"), same -> same.with("-token", new Header("A", "b")));
    Load load =
        (peer, workload, checked, seconds) -> {
          loads.add(workload.name() + " " + workload.headers());
          return right();
        };

    var measured =
        hotRun(new Rounds(1, 1, 0), Duration.ofHours(1), load)
            .measure(WORKLOAD, List.of(Contender.of(peer("a")), token), WORKLOAD.paths());

    assertThat(loads).containsExactly("absent []", "absent-token [A: b]");
    assertThat(measured.orElseThrow().of("token")).isPresent();
  }

  private Optional<Measured> run(Rounds rounds, Duration time, WrkReport report)
      throws IOException {
    return run(
        rounds,
        time,
        (peer, workload, checked, seconds) -> {
          loads.add(peer.name() + " " + seconds);
          now += Duration.ofSeconds(seconds).toNanos();
          return report;
        });
  }

  private Optional<Measured> run(Rounds rounds, Duration time, Load load) throws IOException {
    var contenders = List.of(Contender.of(peer("a")), Contender.of(peer("b")));
    return hotRun(rounds, time, load).measure(WORKLOAD, contenders, WORKLOAD.paths());
  }

  private HotRun hotRun(Rounds rounds, Duration time, Load load) {
    var progress = new Progress(new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
    return new HotRun(load, rounds, Budget.of(time, () -> now), progress);
  }

  private StandInPeer peer(String name) {
    return new StandInPeer(name, server.base());
  }

  /** Of 1000 answers of the canned server's size. */
  private static WrkReport right() {
    long size = CannedServer.response("404 Not Found", "{}").length;
    return new WrkReport(1_000_000, 1000, 1000 * size, 0, 0, 0, 1000, 0, 1, 2, 3, 4, 5);
  }
}
