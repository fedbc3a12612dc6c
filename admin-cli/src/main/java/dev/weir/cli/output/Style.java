package dev.weir.cli.output;

/** Colours and weights (ECMA-48), or none of them. */
public enum Style {
  PLAIN,
  COLOURED;

  public String bold(String text) {
    return dressed("1", text);
  }

  public String dim(String text) {
    return dressed("2", text);
  }

  public String red(String text) {
    return dressed("31", text);
  }

  public String green(String text) {
    return dressed("32", text);
  }

  public String yellow(String text) {
    return dressed("33", text);
  }

  public String cyan(String text) {
    return dressed("36", text);
  }

  private String dressed(String code, String text) {
    return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
