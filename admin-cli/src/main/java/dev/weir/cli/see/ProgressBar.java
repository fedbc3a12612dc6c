package dev.weir.cli.see;

import dev.weir.cli.Surroundings;

/** A line on a terminal that says how far something is; nothing elsewhere. */
final class ProgressBar {
  private static final int WIDTH = 30;

  private final Surroundings surroundings;
  private final boolean shown;
  private int drawn;

  /**
   * @param wanted whether the output is for people at all
   */
  ProgressBar(Surroundings surroundings, boolean wanted) {
    this.surroundings = surroundings;
    this.shown = wanted && surroundings.terminal();
  }

  /**
   * Draws it anew.
   *
   * @param share of the whole, 0 to 1
   * @param words beside it
   */
  void draw(double share, String words) {
    if (!shown) {
      return;
    }
    int full = (int) Math.round(WIDTH * Math.max(0, Math.min(1, share)));
    var line = "[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] " + words;
    write("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
    drawn = line.length();
  }

  /** Takes it away, so that something else may stand there. */
  void clear() {
    if (drawn > 0) {
      write("\r" + " ".repeat(drawn) + "\r");
      drawn = 0;
    }
  }

  private void write(String text) {
    surroundings.out().print(text);
    surroundings.out().flush();
  }
}
