package dev.weir.npm;

/**
 * A place in a manifest where a URL becomes ours: the bytes {@code from} to {@code to}, counted
 * from the manifest's beginning, make way for a prefix and {@code tail}.
 *
 * <p>Usually only the URL's beginning goes, the tail is empty and the rest stays as it stands:
 *
 * <pre>
 * "tarball":"https://registry.example/lodash/-/lodash-1.0.0.tgz"
 *            ^from                             ^to
 * </pre>
 *
 * A URL with escapes or a query is replaced whole and its file name is the tail.
 */
record Splice(int from, int to, String tail) {
  /**
   * @param inside the range of the string's inside, without the quotes
   * @param url the string
   * @param kept how much of the URL's end stays
   * @param dropped how much of the end, a query, goes after all
   */
  static Splice of(ByteRange inside, long manifest, String url, String kept, String dropped) {
    int from = (int) (inside.from() - manifest);
    // Escapes and characters beyond ASCII take more bytes than they make characters.
    boolean plain = inside.length() == url.length() && dropped.isEmpty();
    return plain
        ? new Splice(from, from + url.length() - kept.length(), "")
        : new Splice(from, (int) (inside.to() - manifest), kept);
  }

  void encode(PackedWriter out) {
    out.number(from);
    out.number(to - from);
    out.text(tail);
  }

  static Splice decode(PackedReader in) {
    int from = in.size();
    return new Splice(from, from + in.size(), in.text());
  }
}
