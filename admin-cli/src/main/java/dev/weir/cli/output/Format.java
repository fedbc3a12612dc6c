package dev.weir.cli.output;

/** How an answer is printed. */
public enum Format {
  TABLE,
  JSON
}
