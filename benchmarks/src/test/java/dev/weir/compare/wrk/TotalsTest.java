package dev.weir.compare.wrk;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.compare.StandInPeer;
import dev.weir.compare.check.Checked;
import dev.weir.compare.check.WrongAnswerException;
import dev.weir.compare.workload.Target;
import dev.weir.compare.workload.Workload;
import dev.weir.compare.workload.Workload.Rate;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TotalsTest {
  private static final StandInPeer PEER =
      new StandInPeer("canned", URI.create("http://127.0.0.1:1"));

  @Test
  void rightTotalsPassWithAnswersUnderWay() {
    assertThatCode(() -> check(200, List.of(10_000L), report(1000, 10_000_000, 0, 0)))
        .doesNotThrowAnyException();
    assertThatCode(() -> check(200, List.of(10_000L), report(1000, 10_630_000, 0, 0)))
        .doesNotThrowAnyException();
  }

  @Test
  void bytesOfMoreAnswersThanConnectionsAreTooMany() {
    assertWrong(200, List.of(10_000L), report(1000, 10_700_000, 0, 0), "10700000 bytes");
  }

  @Test
  void bytesThatAreMissingAreWrong() {
    assertWrong(200, List.of(10_000L), report(1000, 9_900_000, 0, 0), "9900000 bytes");
  }

  @Test
  void targetsInTurnAreAddedUpInTheirOrder() {
    var sizes = List.of(1_000L, 2_000L, 300_000L);

    assertThatCode(() -> check(200, sizes, report(3_000_001, 303_000_001_000L, 0, 0)))
        .doesNotThrowAnyException();
    assertWrong(200, sizes, report(3_000_001, 450_000_000_000L, 0, 0), "450000000000 bytes");
  }

  @Test
  void errorStatusIsWrongWhereItIsNotWanted() {
    assertWrong(200, List.of(100L), report(1000, 100_000, 1, 0), "1 of 1000");
  }

  @Test
  void goodStatusIsWrongWhereAnErrorIsWanted() {
    assertThatCode(() -> check(404, List.of(100L), report(1000, 100_000, 1000, 0)))
        .doesNotThrowAnyException();
    assertWrong(404, List.of(100L), report(1000, 100_000, 999, 0), "999 of 1000");
  }

  @Test
  void brokenConnectionIsWrong() {
    assertWrong(200, List.of(100L), report(1000, 100_000, 0, 1), "1 after 1000 answers");
  }

  @Test
  void nobodyServedInTimeIsNotWrong() {
    assertThatCode(() -> check(200, List.of(10_000_000L), report(0, 4_000_000, 0, 0)))
        .doesNotThrowAnyException();
  }

  private static void assertWrong(int status, List<Long> sizes, WrkReport report, String message) {
    assertThatThrownBy(() -> check(status, sizes, report))
        .isInstanceOf(WrongAnswerException.class)
        .hasMessageContaining(message);
  }

  private static void check(int status, List<Long> sizes, WrkReport report) {
    var targets =
        IntStream.range(0, sizes.size())
            .mapToObj(i -> new Target("/" + i, new Target.Absence()))
            .toList();
    var workload =
        new Workload("some", "some", targets, List.of(), false, status, Rate.REQUESTS, 64);
    var checked = new Checked(sizes.stream().map(size -> "").toList(), sizes);
    Totals.check(PEER, workload, checked, report);
  }

  private static WrkReport report(long requests, long bytes, long status, long read) {
    return new WrkReport(1_000_000, requests, bytes, 0, read, 0, status, 0, 1, 2, 3, 4, 5);
  }
}
