package dev.weir.compare.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the pauses out of a JVM's log, made with {@code -Xlog:gc,safepoint:file=…}. */
final class PauseLog {
  private static final Pattern COLLECTION = Pattern.compile("Pause .* ([\\d.]+)ms$");
  private static final Pattern SAFEPOINT = Pattern.compile("Safepoint .*Total: +(\\d+) ns");

  private PauseLog() {}

  /** How many there were, and the longest. */
  record Pauses(int count, double longestMillis) {
    static final Pauses NONE = new Pauses(0, 0);

    Pauses and(double millis) {
      return new Pauses(count + 1, Math.max(longestMillis, millis));
    }
  }

  /** By kind: {@code collector} and {@code safepoint}, which includes the time to get there. */
  static Map<String, Pauses> read(Path log) throws IOException {
    var pauses = new HashMap<String, Pauses>();
    for (var line : Files.readAllLines(log)) {
      var collection = COLLECTION.matcher(line);
      var safepoint = SAFEPOINT.matcher(line);
      if (collection.find()) {
        add(pauses, "collector", Double.parseDouble(collection.group(1)));
      } else if (safepoint.find()) {
        add(pauses, "safepoint", Long.parseLong(safepoint.group(1)) / 1e6);
      }
    }
    return pauses;
  }

  private static void add(Map<String, Pauses> pauses, String kind, double millis) {
    pauses.merge(kind, Pauses.NONE.and(millis), (before, one) -> before.and(millis));
  }
}
