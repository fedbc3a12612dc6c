package dev.weir.npm;

/** The members of one JSON object being written: a comma before each but the first. */
final class Members {
  private final Segments out;
  private boolean any;

  private Members(Segments out, boolean any) {
    this.out = out;
    this.any = any;
  }

  static Members open(Segments out) {
    out.text("{");
    return new Members(out, false);
  }

  /** For members that follow others. */
  static Members after(Segments out) {
    return new Members(out, true);
  }

  /** Where the next member goes, all of it. */
  Segments next() {
    if (any) {
      out.comma();
    }
    any = true;
    return out;
  }

  void string(String name, String value) {
    next().text(JsonText.name(name));
    out.text(JsonText.quoted(value));
  }

  void close() {
    out.text("}");
  }
}
