package dev.weir.npm;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * Finds the readme in a tarball: a file at the package's root named {@code readme} in any case,
 * with one of the endings that readmes have; Markdown before anything else.
 *
 * <p>The root is the one folder that everything is in. It need not be named {@code package}, since
 * npm takes it away whatever its name.
 */
public final class TarballReadme {
  private TarballReadme() {}

  /**
   * Reads until the best of names is found or the tarball ends. Blocks as {@code tgz} does; throws
   * what it throws unless that is an {@link IOException}, which says that the tarball is damaged.
   *
   * @param tgz not closed by this
   */
  public static Readme of(InputStream tgz, ReadmeLimits limits) {
    try {
      return ofTar(new GZIPInputStream(tgz, 16 << 10), limits);
    } catch (IOException damaged) {
      return unreadable(damaged);
    }
  }

  static Readme ofTar(InputStream tar, ReadmeLimits limits) {
    var choice = new ReadmeChoice(limits.maxSize());
    try {
      search(TarEntries.lenient(tar, limits), choice);
    } catch (IOException damaged) {
      // What was found before the damage is good.
      return found(choice, unreadable(damaged));
    }
    return found(choice, new Readme.None("none in its tarball"));
  }

  private static void search(TarEntries entries, ReadmeChoice choice) throws IOException {
    var entry = entries.next();
    while (entry.isPresent()) {
      choice.look(entry.get(), entries);
      if (choice.isFinal()) {
        return;
      }
      entry = entries.next();
    }
  }

  private static Readme found(ReadmeChoice choice, Readme otherwise) {
    return choice.found().<Readme>map(Readme.Text::new).orElse(otherwise);
  }

  private static Readme unreadable(IOException damaged) {
    return new Readme.None("its tarball cannot be read: " + damaged.getMessage());
  }
}
