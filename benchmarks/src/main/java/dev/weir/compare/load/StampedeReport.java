package dev.weir.compare.load;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** What came of a stampede: every client, in the order in which they had their answers. */
public record StampedeReport(List<Client> clients) {
  public StampedeReport {
    clients = List.copyOf(clients);
  }

  /**
   * One client.
   *
   * @param firstByte from the start to the first byte of its answer
   * @param end from the start to the last
   * @param bytes of the body
   * @param kept the body, if it was to be kept; else empty
   */
  // Never compared; the bytes are looked at, not copied.
  @SuppressWarnings("ArrayRecordComponent")
  public record Client(Duration firstByte, Duration end, long bytes, byte[] kept) {}

  /** Until all had everything. */
  public Duration end() {
    return latest(Comparator.comparing(Client::end)).end();
  }

  public Duration earliestFirstByte() {
    return clients.stream().map(Client::firstByte).min(Comparator.naturalOrder()).orElseThrow();
  }

  public Duration latestFirstByte() {
    return latest(Comparator.comparing(Client::firstByte)).firstByte();
  }

  private Client latest(Comparator<Client> order) {
    return clients.stream().max(order).orElseThrow();
  }
}
