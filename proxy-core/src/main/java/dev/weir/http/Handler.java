package dev.weir.http;

import java.util.concurrent.CompletionStage;

/**
 * A function from a request to the promise of its reply. Called on the connection's event loop;
 * must not block. A stage that fails with {@link ServiceException} is answered as it says; any
 * other failure is a 500 that is logged once.
 */
@FunctionalInterface
public interface Handler {
  CompletionStage<Reply> handle(Request request);

  default Handler behind(Filter filter) {
    return request -> filter.apply(request, this);
  }
}
