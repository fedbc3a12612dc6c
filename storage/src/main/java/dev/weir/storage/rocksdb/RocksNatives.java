package dev.weir.storage.rocksdb;

import dev.weir.storage.StorageException;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * Loads RocksDB's native library from a folder that outlives the process.
 *
 * <p>RocksDB's own loader unpacks 17 MB into the temporary folder at every start and leaves them
 * there when the process is killed. Here the library is unpacked once per version, into a folder
 * named for its checksum, by rename, so that a half-written one is never loaded.
 */
public final class RocksNatives {
  /** The system property that names the folder; without it RocksDB's own loader is used. */
  public static final String PROPERTY = "weir.natives";

  /** {@code loadLibrary(List)} adds "jni" once more than the name in the jar has it. */
  static final String LOADED_NAME = Environment.getJniLibraryFileName("rocksdbjni");

  private RocksNatives() {}

  /**
   * Unpacks the library into {@code folder} unless it is there, and loads it. Does nothing if a
   * library has been loaded already. To be called before anything else touches RocksDB. Blocks.
   *
   * @throws StorageException if there is no library for this machine or it can't be written
   */
  public static void load(Path folder) {
    try {
      RocksDB.loadLibrary(List.of(unpack(folder).toAbsolutePath().toString()));
    } catch (IOException e) {
      throw new StorageException("RocksDB's native library can't be unpacked into " + folder, e);
    }
  }

  /** Loads as {@link #PROPERTY} says. */
  static void load() {
    var folder = System.getProperty(PROPERTY);
    if (folder == null) {
      RocksDB.loadLibrary();
    } else {
      load(Path.of(folder));
    }
  }

  /** Answers the folder that holds the library. */
  static Path unpack(Path folder) throws IOException {
    var packed = open(resource(Environment.getJniLibraryFileName("rocksdb")));
    try (var content = packed.getInputStream()) {
      var home = folder.resolve("rocksdb-" + fingerprint(packed));
      var library = home.resolve(LOADED_NAME);
      if (!Files.exists(library)) {
        Files.createDirectories(home);
        var unfinished = Files.createTempFile(home, LOADED_NAME, ".unfinished");
        try {
          Files.copy(content, unfinished, StandardCopyOption.REPLACE_EXISTING);
          Files.move(unfinished, library, StandardCopyOption.ATOMIC_MOVE);
        } finally {
          Files.deleteIfExists(unfinished);
        }
      }
      return home;
    }
  }

  private static URL resource(String name) {
    var loader = RocksNatives.class.getClassLoader();
    var library = loader.getResource(name);
    var fallback = Environment.getFallbackJniLibraryFileName("rocksdb");
    if (library == null && fallback != null) {
      library = loader.getResource(fallback);
    }
    if (library == null) {
      throw new StorageException("RocksDB has no native library for this machine: " + name);
    }
    return library;
  }

  private static URLConnection open(URL url) throws IOException {
    var connection = url.openConnection();
    // A cached jar file is shared: closing our stream would close it under its other users.
    connection.setUseCaches(false);
    return connection;
  }

  /** Tells versions apart without reading them: a jar's directory has the checksum. */
  private static String fingerprint(URLConnection packed) throws IOException {
    var mark =
        packed instanceof JarURLConnection jar
            ? jar.getJarEntry().getCrc()
            : packed.getLastModified();
    return Long.toHexString(mark) + "-" + Long.toHexString(packed.getContentLengthLong());
  }
}
