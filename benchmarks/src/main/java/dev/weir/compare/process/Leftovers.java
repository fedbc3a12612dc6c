package dev.weir.compare.process;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What must not outlive this process, however it ends: servers and their folders. A run that is cut
 * short by Ctrl-C or SIGTERM closes what is still here.
 */
public final class Leftovers {
  private static final Set<AutoCloseable> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Leftovers::closeAll, "leftovers"));
  }

  private Leftovers() {}

  public static void add(AutoCloseable resource) {
    OPEN.add(resource);
  }

  /** It has been closed in time. */
  public static void remove(AutoCloseable resource) {
    OPEN.remove(resource);
  }

  private static void closeAll() {
    for (var resource : OPEN) {
      try {
        resource.close();
      } catch (Exception e) {
        System.err.println("compare: left behind: " + e);
      }
    }
  }
}
