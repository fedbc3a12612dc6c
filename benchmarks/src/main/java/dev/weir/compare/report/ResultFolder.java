package dev.weir.compare.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.compare.run.Measured;
import dev.weir.compare.run.Sample;
import dev.weir.compare.run.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A run's files: {@code results.json}, {@code results.md}, and for each workload two plots, {@code
 * NAME.svg} (rate) and {@code NAME-cpu.svg}; one for a section that has a column to draw.
 */
public final class ResultFolder {
  private ResultFolder() {}

  /** Writes them all and returns the Markdown. */
  public static String write(Path folder, Results results) throws IOException {
    var markdown = MarkdownReport.of(results);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("results.json"), JsonReport.of(results), UTF_8);
    Files.writeString(folder.resolve("results.md"), markdown, UTF_8);
    for (var measured : results.workloads()) {
      var name = measured.workload().name();
      plot(
          folder.resolve(name + ".svg"),
          measured,
          measured.workload().rate().unit(),
          measured::rate);
      plot(
          folder.resolve(name + "-cpu.svg"),
          measured,
          "server's CPU µs per request",
          samples -> samples.median(Sample::cpuMicrosPerRequest));
    }
    for (var section : results.sections()) {
      if (section.plot() > 0) {
        plot(folder.resolve(section.name() + ".svg"), section);
      }
    }
    return markdown;
  }

  private static void plot(Path file, Section section) throws IOException {
    var bars =
        section.rows().stream()
            .map(row -> new BarChart.Bar(row.get(0), number(row.get(section.plot())), true))
            .toList();
    var unit = section.columns().get(section.plot());
    Files.writeString(file, new BarChart(section.title(), unit, bars).svg(), UTF_8);
  }

  private static double number(String cell) {
    return Double.parseDouble(cell.replace(",", ""));
  }

  private static void plot(
      Path file, Measured measured, String unit, ToDoubleFunction<Samples> figure)
      throws IOException {
    List<BarChart.Bar> bars =
        measured.peers().stream()
            .map(
                samples ->
                    new BarChart.Bar(
                        samples.peer(),
                        figure.applyAsDouble(samples),
                        samples.peer().equals("weir")))
            .toList();
    var chart = new BarChart(measured.workload().title(), unit, bars);
    Files.writeString(file, chart.svg(), UTF_8);
  }
}
