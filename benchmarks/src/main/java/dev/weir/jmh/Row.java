package dev.weir.jmh;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What became of one benchmark.
 *
 * @param name class and method, and the parameters if it has any
 * @param nanos each operation's time
 * @param error half of the interval at 99.9 %, in nanoseconds; not a number if there were too few
 *     iterations
 * @param bytes allocated by each operation; not a number without the profiler {@code gc}
 */
record Row(String name, double nanos, double error, double bytes) {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  static Row of(RunResult run) {
    var time = run.getPrimaryResult();
    double unit = TimeUnit.NANOSECONDS.convert(1, run.getParams().getTimeUnit());
    return new Row(
        name(run.getParams()),
        time.getScore() * unit,
        time.getScoreError() * unit,
        allocated(run.getSecondaryResults()));
  }

  /** Older versions of JMH put a dot before the name. */
  @SuppressWarnings("rawtypes") // as JMH declares them
  private static double allocated(Map<String, Result> others) {
    return others.entrySet().stream()
        .filter(other -> other.getKey().endsWith(ALLOCATED))
        .mapToDouble(other -> other.getValue().getScore())
        .findFirst()
        .orElse(Double.NaN);
  }

  private static String name(BenchmarkParams params) {
    var path = params.getBenchmark().split("\\.", -1);
    var parameters =
        params.getParamsKeys().stream()
            .map(key -> key + "=" + params.getParam(key))
            .collect(Collectors.joining(", ", " (", ")"));
    var method = path[path.length - 2] + "." + path[path.length - 1];
    return params.getParamsKeys().isEmpty() ? method : method + parameters;
  }
}
