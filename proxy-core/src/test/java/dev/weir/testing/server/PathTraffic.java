package dev.weir.testing.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What has come for one path. */
final class PathTraffic {
  /** Of a path nobody asked for. */
  static final PathTraffic NONE = new PathTraffic();

  final LongAdder requests = new LongAdder();
  final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
  volatile @Nullable Seen last;
}
