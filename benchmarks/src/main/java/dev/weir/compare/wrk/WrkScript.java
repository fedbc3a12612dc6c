package dev.weir.compare.wrk;

import dev.weir.compare.wire.Header;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The Lua script of one run: requests made once and sent in turn, and a report as one line of JSON,
 * since wrk's own is rounded.
 */
final class WrkScript {
  /** What the line of the report begins with. */
  static final String MARK = "weir-compare ";

  private static final String REPORT =
      """
      function done(summary, latency, requests)
        io.write(string.format(
          '%s{"micros":%%d,"requests":%%d,"bytes":%%d,' ..
          '"connect":%%d,"read":%%d,"write":%%d,"status":%%d,"timeout":%%d,' ..
          '"p50":%%.0f,"p90":%%.0f,"p99":%%.0f,"p999":%%.0f,"max":%%.0f}\\n',
          summary.duration, summary.requests, summary.bytes,
          summary.errors.connect, summary.errors.read, summary.errors.write,
          summary.errors.status, summary.errors.timeout,
          latency:percentile(50), latency:percentile(90), latency:percentile(99),
          latency:percentile(99.9), latency.max))
      end
      """
          .formatted(MARK);

  private WrkScript() {}

  /**
   * @param paths in the order in which they are asked for, again and again
   * @param etags for If-None-Match, one for each path; empty texts for none
   */
  static String of(List<String> paths, List<Header> headers, List<String> etags) {
    return paths.size() == 1 ? one(headers, etags.get(0)) : inTurn(paths, headers, etags);
  }

  /** Without a request function: wrk then keeps the one request itself, outside Lua. */
  private static String one(List<Header> headers, String etag) {
    return headers.stream()
            .map(header -> assignment(header.name(), header.value()))
            .collect(Collectors.joining())
        + (etag.isEmpty() ? "" : assignment("If-None-Match", etag))
        + REPORT;
  }

  private static String assignment(String name, String value) {
    return "wrk.headers[%s] = %s\n".formatted(quoted(name), quoted(value));
  }

  private static String inTurn(List<String> paths, List<Header> headers, List<String> etags) {
    var table =
        IntStream.range(0, paths.size())
            .mapToObj(i -> "  {%s, %s},\n".formatted(quoted(paths.get(i)), quoted(etags.get(i))))
            .collect(Collectors.joining());
    var assignments =
        headers.stream()
            .map(header -> "  " + assignment(header.name(), header.value()))
            .collect(Collectors.joining());
    return """
    local targets = {
    %s}
    local requests = {}
    local turn = 0
    function init(arguments)
    %s\
      for i, target in ipairs(targets) do
        wrk.headers["If-None-Match"] = target[2] ~= "" and target[2] or nil
        requests[i] = wrk.format("GET", target[1])
      end
    end
    function request()
      turn = turn %% #requests + 1
      return requests[turn]
    end
    """
            .formatted(table, assignments)
        + REPORT;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
