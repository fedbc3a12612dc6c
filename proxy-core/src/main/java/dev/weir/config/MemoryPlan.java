package dev.weir.config;

import java.util.ArrayList;
import java.util.List;

/**
 * How {@code memory.total} is split. A pure function of it, in whole MiB and integer arithmetic,
 * since {@code bin/weir} does the same sums before there is a JVM (a test compares the two):
 *
 * <pre>
 * total        512  1024  4096   MiB
 * rest         128   160   352   96 + total/16: metaspace, code, threads, native heaps
 * heap         160   280  1000   160 + spare/4, where spare = total - rest - 384
 * block-cache   48   108   468   48 + spare/8
 * in-flight     48   108   468   48 + spare/8
 * pool          56   116   476   56 + spare/8
 * hot           72   252  1332   what is left
 * </pre>
 *
 * <p>Hot, in-flight and pool are direct memory, so their sum is the JVM's and Netty's limit for it.
 *
 * @param total the whole process
 * @param heap objects: connections, indexes, records
 * @param pool Netty's pooled buffers: what is being read, decoded and written
 * @param hot bodies kept ready to send
 * @param inFlight bodies being written or produced that nothing else counts
 * @param blockCache RocksDB's block cache and write buffers
 * @param rest metaspace, compiled code, thread stacks, natives and what malloc loses
 */
public record MemoryPlan(
    DataSize total,
    DataSize heap,
    DataSize pool,
    DataSize hot,
    DataSize inFlight,
    DataSize blockCache,
    DataSize rest) {

  /** The plan for {@code total}; a part that {@code wanted} names is taken as it is. */
  public static MemoryPlan of(DataSize total, MemorySettings wanted) {
    long all = total.bytes() >> 20;
    long rest = 96 + all / 16;
    long spare = Math.max(0, all - rest - 384);
    long heap = 160 + spare / 4;
    long pool = 56 + spare / 8;
    DataSize inFlight = wanted.inFlight().orElse(DataSize.mebibytes(48 + spare / 8));
    DataSize blockCache = wanted.blockCache().orElse(DataSize.mebibytes(48 + spare / 8));
    long left = ((all - rest - heap - pool) << 20) - inFlight.bytes() - blockCache.bytes();
    DataSize hot = wanted.hot().orElse(new DataSize(Math.max(8L << 20, left >> 20 << 20)));
    return new MemoryPlan(
        total,
        DataSize.mebibytes(heap),
        DataSize.mebibytes(pool),
        hot,
        inFlight,
        blockCache,
        DataSize.mebibytes(rest));
  }

  /** The limit of all direct memory. */
  public DataSize direct() {
    return new DataSize(pool.bytes() + hot.bytes() + inFlight.bytes());
  }

  /** Everything together; a plan whose parts exceed its total must not be used. */
  public DataSize parts() {
    return new DataSize(heap.bytes() + direct().bytes() + blockCache.bytes() + rest.bytes());
  }

  /** What no setting but {@code memory.total} changes. */
  DataSize fixed() {
    return new DataSize(heap.bytes() + pool.bytes() + rest.bytes());
  }

  /**
   * A line for each way in which the JVM was started with other limits than this plan's; none if
   * {@code bin/weir} started it and {@code WEIR_JAVA_OPTS} left them alone.
   *
   * @param maxHeap {@code -Xmx}, in bytes
   * @param maxDirect {@code -Dio.netty.maxDirectMemory}, in bytes
   */
  public List<String> differences(long maxHeap, long maxDirect) {
    var lines = new ArrayList<String>();
    compare("heap (-Xmx)", maxHeap, heap, lines);
    compare("direct memory (-Dio.netty.maxDirectMemory)", maxDirect, direct(), lines);
    return List.copyOf(lines);
  }

  /** A collector may keep a little of the heap for itself, so that less is no fault at once. */
  private static void compare(String what, long actual, DataSize planned, List<String> lines) {
    if (actual > planned.bytes() || actual < planned.bytes() * 8 / 10) {
      lines.add("%s: %d (expected: %s)".formatted(what, actual, planned));
    }
  }
}
