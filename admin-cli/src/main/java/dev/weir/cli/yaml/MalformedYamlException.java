package dev.weir.cli.yaml;

/** Text that is no YAML, or has what is not read here: what is wrong with it, and in which line. */
public final class MalformedYamlException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int line;

  MalformedYamlException(int line, String message) {
    super(message);
    this.line = line;
  }

  /** Counted from 1; 0 if it isn't known. */
  public int line() {
    return line;
  }
}
