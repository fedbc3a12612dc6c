package dev.weir.npm;

import dev.weir.model.PackageName;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tarball that is to be published once, from its first byte to its last, and refuses what
 * two readers could unpack in two ways, what is damaged or beyond limits, and what is of another
 * package or version than was said.
 */
public final class TarballCheck {
  private final PackageName name;
  private final String version;
  private final TarEntries entries;
  private final ReadmeChoice readme;

  private @Nullable String root;
  private boolean atPackageJson;
  private boolean packageJson;
  private int files;
  private long unpackedSize;

  private TarballCheck(PackageName name, String version, TarEntries entries, TarballLimits limits) {
    this.name = name;
    this.version = version;
    this.entries = entries;
    this.readme = new ReadmeChoice(limits.maxReadme());
  }

  /**
   * Blocks as {@code tgz} does, and takes its time to unpack: for a thread that may.
   *
   * @param tgz not closed by this
   * @throws IOException as {@code tgz} throws it
   */
  public static CheckedTarball check(
      InputStream tgz, PackageName name, String version, TarballLimits limits)
      throws IOException, PublishRefusedException {
    try (var tar = new GzipMember(tgz)) {
      return new TarballCheck(name, version, TarEntries.strict(tar, limits), limits).run();
    } catch (TarDamagedException damaged) {
      throw new PublishRefusedException(
          "tarball: %s (expected: a sound .tgz within limits)".formatted(damaged.getMessage()));
    }
  }

  private CheckedTarball run() throws IOException, PublishRefusedException {
    var entry = entries.next();
    while (entry.isPresent()) {
      look(entry.get(), PackedPath.of(entry.get()));
      entry = entries.next();
    }
    entries.end();
    if (!packageJson) {
      throw new PublishRefusedException(
          "tarball: no package.json (expected: one in its first folder)");
    }
    return new CheckedTarball(files, unpackedSize, readme.found());
  }

  private void look(TarEntry entry, PackedPath path) throws IOException, PublishRefusedException {
    checkRoot(path);
    switch (entry.kind()) {
      case FOLDER -> {
        if (path.isAtPackageJson()) {
          throw PackedPath.refused(entry.path(), "a file of that name alone");
        }
      }
      case FILE -> file(entry, path);
      case LINK -> throw PackedPath.refused(entry.path(), "a file, not a link");
      case OTHER -> throw PackedPath.refused(entry.path(), "a file, nothing special");
    }
  }

  private void checkRoot(PackedPath path) throws PublishRefusedException {
    if (root == null) {
      root = path.root();
    } else if (!root.equals(path.root())) {
      throw PackedPath.refused(path.toString(), "all in one folder, " + Shown.of(root));
    }
  }

  private void file(TarEntry entry, PackedPath path) throws IOException, PublishRefusedException {
    if (!path.isBelowRoot()) {
      throw PackedPath.refused(entry.path(), "all in one folder");
    }
    files++;
    unpackedSize += entry.size();
    if (!path.isAtPackageJson()) {
      readme.look(entry, entries);
      return;
    }
    if (atPackageJson || path.segments().size() > 2) {
      throw PackedPath.refused(entry.path(), "one package.json in the first folder");
    }
    atPackageJson = true;
    if (path.isPackageJson()) {
      packageJson(entry);
    }
  }

  private void packageJson(TarEntry entry) throws IOException, PublishRefusedException {
    if (entry.size() > PackageJson.MAX_SIZE) {
      throw new PublishRefusedException(
          "tarball's package.json: %d bytes (expected: at most %d)"
              .formatted(entry.size(), PackageJson.MAX_SIZE));
    }
    PackageJson.check(entries.content(entry, PackageJson.MAX_SIZE), name, version);
    packageJson = true;
  }
}
