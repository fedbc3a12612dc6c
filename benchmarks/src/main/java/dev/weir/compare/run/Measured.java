package dev.weir.compare.run;

import dev.weir.compare.workload.Workload;
import java.util.List;
import java.util.Optional;

/** A workload and what all servers made of it. */
public record Measured(Workload workload, List<Samples> peers) {
  public Measured {
    peers = List.copyOf(peers);
  }

  /** Of one server, if it took part. */
  public Optional<Samples> of(String peer) {
    return peers.stream().filter(samples -> samples.peer().equals(peer)).findFirst();
  }

  /** What the workload is read by, as a median. */
  public double rate(Samples samples) {
    return switch (workload.rate()) {
      case REQUESTS -> samples.median(sample -> sample.wrk().requestsPerSecond());
      case MEGABYTES -> samples.median(sample -> sample.wrk().megabytesPerSecond());
    };
  }
}
