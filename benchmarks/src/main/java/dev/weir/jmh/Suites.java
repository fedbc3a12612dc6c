package dev.weir.jmh;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs benchmarks by JMH's own command line, with the profiler {@code gc} in any case, and writes
 * {@code jmh.json} and {@code jmh.md} to a new folder. What {@code benchmarks/bin/jmh} starts.
 */
public final class Suites {
  private Suites() {}

  /**
   * Runs what is asked for.
   *
   * @param args the folder, then what JMH takes
   */
  public static void main(String[] args)
      throws CommandLineOptionException, RunnerException, IOException {
    var folder = Files.createDirectories(Path.of(args[0]));
    var rest = new String[args.length - 1];
    System.arraycopy(args, 1, rest, 0, rest.length);
    var options =
        new OptionsBuilder()
            .parent(new CommandLineOptions(rest))
            .addProfiler(GCProfiler.class)
            .resultFormat(ResultFormatType.JSON)
            .result(folder.resolve("jmh.json").toString())
            .build();
    var rows = new Runner(options).run().stream().map(Row::of).toList();
    var table = Table.of(rows);
    Files.writeString(folder.resolve("jmh.md"), table);
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println(table);
    out.println(folder);
  }
}
