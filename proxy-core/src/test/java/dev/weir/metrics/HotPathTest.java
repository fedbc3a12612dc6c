package dev.weir.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weir.cache.CacheKind;
import dev.weir.cache.CacheStatus;
import dev.weir.http.Outcome;
import dev.weir.model.ConnectionName;
import dev.weir.model.RepositoryId;
import dev.weir.upstream.UpstreamResponse;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is counted on every request costs no memory. */
final class HotPathTest {
  private static final int EVENTS = 100_000;
  private static final RepositoryId APP = RepositoryId.of("team", "app");
  private static final Duration ELAPSED = Duration.ofMillis(2);

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final UpstreamResponse answer = new UpstreamResponse.NotFound(404);
  private final Meters meters =
      new Meters(List.of("tarball"), List.of(), List.of(ConnectionName.PUBLIC_NPMJS));

  @AfterEach
  void close() {
    meters.close();
  }

  @Test
  void anEventAllocatesNothing() {
    allocatedBy(this::event);

    assertThat(allocatedBy(this::event)).as("bytes per event").isLessThan(1);
  }

  @Test
  void whatAllocatesIsFound() {
    allocatedBy(() -> meters.cache().know(RepositoryId.of("team", "app")));

    assertThat(allocatedBy(() -> meters.cache().know(RepositoryId.of("team", "app"))))
        .as("bytes per event")
        .isGreaterThan(1);
  }

  private void event() {
    meters.http().exchange("tarball", Outcome.OK, 1_500_000);
    meters.http().client("npm");
    meters.cache().answered(APP, CacheKind.TARBALL, CacheStatus.HIT);
    meters.cache().bytesSaved(1000);
    meters.upstream().answered(ConnectionName.PUBLIC_NPMJS, answer, ELAPSED);
    meters.upstream().received(ConnectionName.PUBLIC_NPMJS, 1000);
  }

  private double allocatedBy(Runnable event) {
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < EVENTS; i++) {
      event.run();
    }
    return (double) (threads.getCurrentThreadAllocatedBytes() - before) / EVENTS;
  }
}
