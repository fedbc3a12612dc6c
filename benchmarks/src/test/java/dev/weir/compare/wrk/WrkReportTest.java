package dev.weir.compare.wrk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class WrkReportTest {
  private static final String OUTPUT =
      """
      Running 1s test @ http://127.0.0.1:4873/small
        1 threads and 64 connections
        Thread Stats   Avg      Stdev     Max   +/- Stdev
          Latency     0.98ms    1.61ms  31.11ms   96.72%
        104412 requests in 1.00s, 254.14MB read
      Requests/sec: 104386.21
      Transfer/sec:    254.08MB
      weir-compare {"micros":1000247,"requests":104412,"bytes":266483424,"connect":1,"read":2,\
      "write":3,"status":4,"timeout":5,"p50":612,"p90":900,"p99":7210,"p999":19876,"max":31110}
      """;

  @Test
  void exactTotalsAreTakenFromOurOwnLine() {
    var report = WrkReport.parse(OUTPUT);

    assertThat(report.requests()).isEqualTo(104_412);
    assertThat(report.bytes()).isEqualTo(266_483_424);
    assertThat(report.status()).isEqualTo(4);
    assertThat(report.broken()).isEqualTo(1 + 2 + 3 + 5);
    assertThat(report.p999()).isEqualTo(19_876);
    assertThat(report.requestsPerSecond()).isBetween(104_386.0, 104_387.0);
    assertThat(report.megabytesPerSecond()).isBetween(266.4, 266.5);
  }

  @Test
  void outputWithoutAReportIsRefusedAndShown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WrkReport.parse("unable to connect to 127.0.0.1:1 Connection refused\n"))
        .withMessageContaining("Connection refused");
  }

  @Test
  void reportThatBreaksOffIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WrkReport.parse("weir-compare {\"micros\":1"))
        .withMessageContaining("expected: a report");
  }
}
