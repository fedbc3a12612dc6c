package dev.weir.daemon;

import java.nio.file.Path;
import java.util.Properties;

/** Native libraries: unpacked once per version into the folder that the launcher names. */
final class Natives {
  private Natives() {}

  /** RocksDB looks at {@code weir.natives} by itself; zstd must be told before its first use. */
  static void prepare(Properties properties) {
    var folder = properties.getProperty("weir.natives");
    if (folder != null) {
      ZstdNatives.prepare(Path.of(folder));
    }
  }
}
