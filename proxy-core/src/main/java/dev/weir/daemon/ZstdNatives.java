package dev.weir.daemon;

import com.github.luben.zstd.util.ZstdVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * Unpacks zstd-jni's library once per version, instead of once per start into the temporary folder,
 * where it stays after {@code kill -9}. Must run before the first use of zstd-jni.
 */
public final class ZstdNatives {
  /** zstd-jni loads this file and looks no further. */
  private static final String PATH_PROPERTY = "ZstdNativePath";

  private ZstdNatives() {}

  /**
   * Unpacks into {@code folder}, unless that was done before, and has zstd-jni load it from there.
   * On a system that the jar has no library for, or if the folder can't be written to, nothing is
   * done and zstd-jni helps itself. Answers whether it took effect.
   */
  public static boolean prepare(Path folder) {
    var name = "libzstd-jni-" + ZstdVersion.VERSION + ".so";
    Path file = folder.resolve(name);
    if (Files.isRegularFile(file) || unpack("/" + platform() + "/" + name, file)) {
      System.setProperty(PATH_PROPERTY, file.toAbsolutePath().toString());
      return true;
    }
    return false;
  }

  private static String platform() {
    var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return system + "/" + System.getProperty("os.arch");
  }

  /** By rename, so that two daemons that start at once never load half a library. */
  private static boolean unpack(String resource, Path file) {
    try (InputStream in = ZstdVersion.class.getResourceAsStream(resource)) {
      if (in == null) {
        return false;
      }
      Files.createDirectories(file.getParent());
      Path partial = Files.createTempFile(file.getParent(), "zstd", ".partial");
      Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException unwritable) {
      return false;
    }
  }
}
