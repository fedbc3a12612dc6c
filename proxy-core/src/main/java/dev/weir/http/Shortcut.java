package dev.weir.http;

import org.jspecify.annotations.Nullable;

/**
 * Finds the reply to a request if it is ready, before the handler is asked: what a cache is for.
 * Called on the event loop for GET requests of HTTP/1.1 on connections that stay open; must neither
 * wait nor throw. All that it does not know for certain it leaves to the handler, by answering
 * null: the handler must be able to answer everything.
 */
@FunctionalInterface
public interface Shortcut {
  /** Knows nothing. */
  Shortcut NONE = request -> null;

  /** The reply, whose body the receiver owns, or null to have the handler asked. */
  @Nullable ReadyReply find(Request request);

  /** The same for requests that {@code filter} lets through unseen. */
  default Shortcut behind(Filter filter) {
    return this == NONE ? NONE : request -> filter.isIdle(request) ? find(request) : null;
  }
}
