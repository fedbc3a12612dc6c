package dev.weir.http;

/** Under what URL the client knows this server. */
public sealed interface BaseUrl {
  /**
   * The URL that links to this server begin with.
   *
   * @param base scheme, authority and perhaps a path, such as {@code http://127.0.0.1:9347}: lower
   *     case up to the path, without the scheme's default port and without a slash at the end
   */
  record Known(String base) implements BaseUrl {}

  /**
   * The request names a host that this server is not known by, which is answered 421.
   *
   * @param host as sent, or the empty string
   */
  record Misdirected(String host) implements BaseUrl {}
}
