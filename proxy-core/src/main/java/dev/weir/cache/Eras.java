package dev.weir.cache;

import dev.weir.model.PackageName;
import java.util.concurrent.ConcurrentHashMap;

/**
 * In which era of its cache each package is: a purge ends one, and so does an origin that no longer
 * has the package. What was begun in an earlier era may be given to those who waited for it, but is
 * not kept in a later one, and what was kept is not used.
 *
 * <p>Whoever keeps something in the store asks once more after it is in; whoever purges ends the
 * era first and then takes out what is in. So whichever of the two comes later sees the other. The
 * hot cache asks whenever it is looked into. Thread-safe.
 */
public final class Eras {
  /**
   * Packages whose eras are counted one by one; with one more, all packages begin a new one, and
   * what the hot cache has of any is made again.
   */
  static final int MOST = 50_000;

  private final ConcurrentHashMap<PackageName, Long> begun = new ConcurrentHashMap<>();

  /** Guarded by this. */
  private long last;

  private volatile long leastBegun;

  /** A number that is another one after each end of an era of the package. */
  public long of(PackageName name) {
    var era = begun.get(name);
    return era == null ? leastBegun : Math.max(era, leastBegun);
  }

  /** Begins another era. */
  public synchronized void end(PackageName name) {
    last++;
    if (begun.size() >= MOST) {
      leastBegun = last;
      begun.clear();
    } else {
      begun.put(name, last);
    }
  }
}
