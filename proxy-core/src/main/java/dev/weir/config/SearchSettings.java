package dev.weir.config;

/** {@code search}: how {@code npm search} is answered. */
public record SearchSettings(
    @Doc("Whether origins are asked; false answers from what is stored here") boolean forward,
    @Doc("Most packages in one answer made here") int maxResults,
    @Doc(
            "Most packages of our own in the index; what it has no room for is not found, and then no origin is asked")
        int maxIndexed,
    @Doc("Most names of stored packages that one search looks at, if no origin is asked")
        int maxScanned) {
  public static final SearchSettings DEFAULTS = new SearchSettings(true, 250, 100_000, 200_000);

  public SearchSettings {
    Check.atLeast(1, maxResults, "max-results");
    Check.atLeast(1, maxIndexed, "max-indexed");
    Check.atLeast(1, maxScanned, "max-scanned");
  }
}
