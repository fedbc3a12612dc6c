package dev.weir.compare.workload;

import dev.weir.compare.wire.Header;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests of one kind, all with the same headers.
 *
 * @param name for {@code --only} and files
 * @param title for tables
 * @param targets asked for in turn
 * @param revalidating whether each request carries the ETag that its target has at that server
 * @param status the only right one
 * @param rate what a reader wants to see of it
 * @param connections that are used for checking at once; the large tarball would fill memory
 */
public record Workload(
    String name,
    String title,
    List<Target> targets,
    List<Header> headers,
    boolean revalidating,
    int status,
    Rate rate,
    int connections) {
  /** The unit of a workload's figure. */
  public enum Rate {
    REQUESTS("requests/s"),
    MEGABYTES("MB/s");

    private final String unit;

    Rate(String unit) {
      this.unit = unit;
    }

    public String unit() {
      return unit;
    }
  }

  public Workload {
    targets = List.copyOf(targets);
    headers = List.copyOf(headers);
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("targets: none (expected: at least one)");
    }
  }

  public List<String> paths() {
    return targets.stream().map(Target::path).toList();
  }

  /** The same requests with one more header. */
  public Workload with(String suffix, Header more) {
    var all = new ArrayList<>(headers);
    all.add(more);
    return new Workload(
        name + suffix, title + suffix, targets, all, revalidating, status, rate, connections);
  }
}
