package dev.weir.config;

/** {@code search}: how {@code npm search} is answered. */
public record SearchSettings(
    @Doc("Whether origins are asked; false answers from what is stored here") boolean forward,
    @Doc("Most packages in one answer made here") int maxResults) {
  public static final SearchSettings DEFAULTS = new SearchSettings(true, 250);

  public SearchSettings {
    Check.atLeast(1, maxResults, "max-results");
  }
}
