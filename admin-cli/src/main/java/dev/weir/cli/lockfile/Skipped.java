package dev.weir.cli.lockfile;

/**
 * What a lockfile has that comes from no registry.
 *
 * @param what as the lockfile has it, cut to a length that can be shown
 */
public record Skipped(String what, Reason reason) {
  private static final int LONGEST = 200;

  /** Why there is no tarball of a registry. */
  public enum Reason {
    WORKSPACE("workspace", "of the project itself"),
    LOCAL("local", "files, folders and links of this machine"),
    GIT("git", "Git repositories"),
    URL("url", "addresses that are no registry's"),
    BUNDLED("bundled", "bundled in other packages"),
    PATCH("patch", "patches of packages that are listed too"),
    UNKNOWN("unknown", "not understood");

    private final String word;
    private final String words;

    Reason(String word, String words) {
      this.word = word;
      this.words = words;
    }

    /** For programs. */
    public String word() {
      return word;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  public Skipped {
    what = what.length() > LONGEST ? what.substring(0, LONGEST) + "…" : what;
  }
}
