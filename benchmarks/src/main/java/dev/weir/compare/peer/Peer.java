package dev.weir.compare.peer;

import dev.weir.compare.wire.Header;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A server under comparison. It is started with nothing cached, any number of times, and gone
 * without a trace after {@link #close}. Not thread-safe, except {@link #base} and {@link #pids}.
 */
public interface Peer extends AutoCloseable {
  /** Short, stable, for tables and {@code --peers}: {@code weir}, {@code nginx}. */
  String name();

  /** Why it cannot be started on this machine; empty if it can. */
  Optional<String> absentReason();

  /** What exactly runs: the program's version, and settings that decide the figures. */
  String version();

  /**
   * Starts it afresh, after closing what ran before; returns when it answers requests. Throws if it
   * does not come up, with what it printed.
   */
  void start() throws IOException;

  /**
   * Where its registry is, without a slash at the end: {@code <base>/<package>} and {@code
   * <base>/<package>/-/<file>.tgz} are answered.
   */
  URI base();

  /**
   * Where the tarball URLs in its packuments begin, without a slash at the end: its own base, or
   * the origin's if it passes documents on as they are.
   */
  URI tarballBase();

  /**
   * Makes it ready for requests with these headers; most servers always are.
   *
   * @param targets all that will be asked with them
   */
  default void prepare(List<Header> headers, List<String> targets) throws IOException {}

  /** All processes that do its work now, workers included. */
  List<Long> pids();

  /** Ends its processes and removes its files. May be called twice. */
  @Override
  void close();
}
