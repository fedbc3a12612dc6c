package dev.weir.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.compare.run.Measured;
import dev.weir.compare.run.Sample;
import dev.weir.compare.run.Samples;
import dev.weir.compare.workload.Target;
import dev.weir.compare.workload.Workload;
import dev.weir.compare.workload.Workload.Rate;
import dev.weir.compare.wrk.WrkReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ReportsTest {
  @Test
  void medianOfTheRoundsStandsInTheTableWithItsRatio() {
    assertThat(MarkdownReport.of(results()))
        .contains("| workload | weir | netty-fixed | nginx |")
        .contains("| a small one | 30,000 | 60,000 | 20,000 |")
        .contains("| a small one | 0.50 × | 1.50 × |")
        .contains("- varnish: absent: no varnishd on the PATH")
        .contains("- cpu: Some CPU");
  }

  @Test
  void largeOnesAreInMegabytesWithTheirCpuShare() {
    assertThat(MarkdownReport.of(results()))
        .contains("| a large one | 2,000 MB/s | – | – |")
        .contains("| a large one | 0.50, 0.25 s/GB | – | – |");
  }

  @Test
  void featuresAreShownAsWhatTheyAdd() {
    assertThat(MarkdownReport.of(results()))
        .contains("| workload | weir | access log |")
        .contains("| a small one | 10.0 | 12.5 (+2.50) |");
  }

  @Test
  void sectionsStandBelowWithTheirNotes() {
    assertThat(MarkdownReport.of(results()))
        .contains(
            "## Herds\n\n| server | seconds |\n| --- | ---: |\n| weir | 0.30 |\n\nOne origin.");
  }

  @Test
  void jsonHasEveryRound() {
    var json = JsonMapper.shared().readTree(JsonReport.of(results()));

    var weir = json.at("/workloads/0/servers/0");
    assertThat(weir.path("name").asString()).isEqualTo("weir");
    assertThat(weir.path("rate").asDouble()).isEqualTo(30_000);
    assertThat(weir.path("rounds").size()).isEqualTo(3);
    assertThat(weir.at("/rounds/0/wrk/requests").asLong()).isEqualTo(10_000);
    assertThat(json.at("/servers/3/absent").asString()).contains("no varnishd");
    assertThat(json.at("/machine/cpu").asString()).isEqualTo("Some CPU");
  }

  @Test
  void plotsAreWellFormedAndTheLongestBarFillsTheWidth(@TempDir Path folder) throws Exception {
    ResultFolder.write(folder, results());

    for (var name : List.of("small.svg", "small-cpu.svg", "large.svg")) {
      var document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(folder.resolve(name).toFile());
      assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
    }
    assertThat(Files.readString(folder.resolve("small.svg")))
        .contains("a small one, requests/s")
        .contains("width=\"480.0\"")
        .contains("width=\"240.0\"");
  }

  @Test
  void titlesOfPlotsAreEscaped() {
    assertThat(new BarChart("a < b & c", "x", List.of()).svg()).contains("a &lt; b &amp; c, x");
  }

  @Test
  void everythingIsWritten(@TempDir Path folder) throws IOException {
    var shown = ResultFolder.write(folder.resolve("new"), results());

    assertThat(folder.resolve("new/results.md")).hasContent(shown);
    assertThat(folder.resolve("new/results.json")).exists();
  }

  private static Results results() {
    var small =
        measured(
            workload("small", "a small one", Rate.REQUESTS),
            samples("weir", 10_000, 50_000, 30_000),
            samples("netty-fixed", 60_000),
            samples("nginx", 15_000, 25_000));
    var large =
        new Measured(
            workload("large", "a large one", Rate.MEGABYTES),
            List.of(new Samples("weir", List.of(sample(200, 2_000_000_000, 0.5)))));
    var feature =
        new Measured(
            workload("small", "a small one", Rate.REQUESTS),
            List.of(
                new Samples("weir", List.of(sample(100_000, 1, 1.0))),
                new Samples("access log", List.of(sample(80_000, 1, 1.0)))));
    return new Results(
        Instant.EPOCH,
        new Machine(Map.of("cpu", "Some CPU")),
        Map.of("rounds", "3"),
        List.of(
            new Participant("weir", "weir 1", ""),
            new Participant("netty-fixed", "Netty", ""),
            new Participant("nginx", "nginx", ""),
            new Participant("varnish", "", "no varnishd on the PATH")),
        List.of(small, large),
        List.of(feature),
        List.of(
            new Section(
                "herds",
                "Herds",
                List.of("server", "seconds"),
                List.of(List.of("weir", "0.30")),
                List.of("One origin."))));
  }

  private static Measured measured(Workload workload, Samples... peers) {
    return new Measured(workload, List.of(peers));
  }

  private static Samples samples(String peer, long... requests) {
    return new Samples(
        peer, Arrays.stream(requests).mapToObj(count -> sample(count, count * 100, 1)).toList());
  }

  /** Of one second. */
  private static Sample sample(long requests, long bytes, double cpuSeconds) {
    return new Sample(
        new WrkReport(1_000_000, requests, bytes, 0, 0, 0, 0, 0, 1000, 2000, 3000, 4000, 5000),
        cpuSeconds);
  }

  private static Workload workload(String name, String title, Rate rate) {
    var targets = List.of(new Target("/x", new Target.Absence()));
    return new Workload(name, title, targets, List.of(), false, 200, rate, 1);
  }
}
