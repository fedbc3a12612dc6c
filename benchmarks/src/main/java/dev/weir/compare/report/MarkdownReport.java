package dev.weir.compare.report;

import dev.weir.compare.run.Measured;
import dev.weir.compare.run.Sample;
import dev.weir.compare.run.Samples;
import dev.weir.compare.workload.Workload.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The results as tables to be read, workloads as rows and servers as columns. */
final class MarkdownReport {
  private static final String WEIR = "weir";
  private static final List<String> COMPARED_WITH = List.of("netty-fixed", "nginx");
  private static final String NOTHING = "–";

  private final Results results;
  private final List<String> peers;

  private MarkdownReport(Results results) {
    this.results = results;
    peers =
        results.participants().stream()
            .filter(one -> one.absent().isEmpty())
            .map(Participant::name)
            .toList();
  }

  static String of(Results results) {
    return new MarkdownReport(results).text();
  }

  private String text() {
    var parts = new ArrayList<String>();
    parts.add("# Weir and its peers, " + results.at() + "\n");
    parts.add(facts());
    if (!results.workloads().isEmpty()) {
      parts.add("## Throughput\n\nMedians of the rounds; requests a second, or as said.\n");
      parts.add(rates());
      parts.add("## Ratios\n\nWeir's figure by another server's, same run.\n");
      parts.add(ratios());
      parts.add(
          "## Server's CPU microseconds per request\n\nUser and system time, all processes.\n");
      parts.add(table((measured, samples) -> cpu(samples)));
      parts.add(
          "## Server's share of its core\n\nWhere it is well below 1, the client was the limit.\n");
      parts.add(table(MarkdownReport::share));
      parts.add(
          "## Latency when saturated: p50 / p99 / p99.9 in ms\n\n64 connections, no pauses.\n");
      parts.add(table((measured, samples) -> latencies(samples)));
    }
    if (!results.features().isEmpty()) {
      parts.add("## What features cost\n\nWeir's CPU microseconds per request.\n");
      parts.add(features());
    }
    results.sections().forEach(section -> parts.add(section(section)));
    return String.join("\n", parts);
  }

  private String facts() {
    var text = new StringBuilder();
    results.machine().facts().forEach((name, value) -> fact(text, name, value));
    results.settings().forEach((name, value) -> fact(text, name, value));
    for (var one : results.participants()) {
      fact(text, one.name(), one.absent().isEmpty() ? one.version() : "absent: " + one.absent());
    }
    return text.toString();
  }

  private static void fact(StringBuilder text, String name, String value) {
    text.append("- ").append(name).append(": ").append(value).append('\n');
  }

  private String rates() {
    return table(
        (measured, samples) ->
            Numbers.plain(measured.rate(samples))
                + (measured.workload().rate() == Rate.MEGABYTES ? " MB/s" : ""));
  }

  private String ratios() {
    var others = COMPARED_WITH.stream().filter(peers::contains).toList();
    var table = new MarkdownTable(columns(others.stream().map(name -> "to " + name)));
    for (var measured : results.workloads()) {
      var cells = others.stream().map(other -> Numbers.ratio(ratio(measured, other)));
      table.row(cells(measured.workload().title(), cells));
    }
    return table.toString();
  }

  private static double ratio(Measured measured, String other) {
    Optional<Samples> weir = measured.of(WEIR);
    Optional<Samples> them = measured.of(other);
    return weir.isPresent() && them.isPresent()
        ? measured.rate(weir.get()) / measured.rate(them.get())
        : Double.NaN;
  }

  private static String cpu(Samples samples) {
    return Numbers.plain(samples.median(Sample::cpuMicrosPerRequest));
  }

  private static String latencies(Samples samples) {
    return Stream.of(
            samples.median(sample -> sample.wrk().p50()),
            samples.median(sample -> sample.wrk().p99()),
            samples.median(sample -> sample.wrk().p999()))
        .map(Numbers::milliseconds)
        .reduce((one, next) -> one + " / " + next)
        .orElse(NOTHING);
  }

  private static String share(Measured measured, Samples samples) {
    var share = Numbers.plain(samples.median(Sample::cpuShare));
    return measured.workload().rate() == Rate.MEGABYTES
        ? share + ", " + Numbers.plain(samples.median(Sample::cpuSecondsPerGigabyte)) + " s/GB"
        : share;
  }

  private String features() {
    var names = results.features().get(0).peers().stream().map(Samples::peer).toList();
    var table = new MarkdownTable(columns(names.stream()));
    for (var measured : results.features()) {
      double without = measured.peers().get(0).median(Sample::cpuMicrosPerRequest);
      var cells = measured.peers().stream().map(samples -> difference(samples, without));
      table.row(cells(measured.workload().title(), cells));
    }
    return table.toString();
  }

  private static String difference(Samples samples, double without) {
    double cost = samples.median(Sample::cpuMicrosPerRequest);
    double more = cost - without;
    var figure = Numbers.plain(cost);
    return more == 0
        ? figure
        : figure + " (" + (more > 0 ? "+" : "−") + Numbers.plain(Math.abs(more)) + ")";
  }

  private static String section(Section section) {
    var table = new MarkdownTable(section.columns());
    section.rows().forEach(table::row);
    var notes = section.notes().isEmpty() ? "" : "\n" + String.join("\n", section.notes()) + "\n";
    return "## " + section.title() + "\n\n" + table + notes;
  }

  private String table(BiFunction<Measured, Samples, String> figure) {
    var table = new MarkdownTable(columns(peers.stream()));
    for (var measured : results.workloads()) {
      var cells =
          peers.stream()
              .map(
                  peer ->
                      measured.of(peer).map(one -> figure.apply(measured, one)).orElse(NOTHING));
      table.row(cells(measured.workload().title(), cells));
    }
    return table.toString();
  }

  private static List<String> columns(Stream<String> names) {
    return cells("workload", names);
  }

  private static List<String> cells(String first, Stream<String> rest) {
    return Stream.concat(Stream.of(first), rest).toList();
  }
}
