package dev.weir.cli.prewarm;

/** What came of asking for a tarball. */
sealed interface Outcome {
  /**
   * The repository has it now.
   *
   * @param checked whether the lockfile said what it must hash to; then it does
   */
  record There(long bytes, boolean checked) implements Outcome {}

  /** The repository does not give it, or gives something else. */
  record Missing(String reason) implements Outcome {}

  /** Nobody takes connections any more, so that asking for others is of no use. */
  record Gone(String reason) implements Outcome {}
}
