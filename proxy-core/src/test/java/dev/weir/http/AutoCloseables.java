package dev.weir.http;

import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The server of a test and its clients, closed in reverse order. */
final class AutoCloseables implements AutoCloseable {
  private final ArrayDeque<RawClient> clients = new ArrayDeque<>();
  private @Nullable TestServer server;

  /** Starts a server and gives a client of it. */
  RawClient serve(Handler handler) {
    server = TestServer.start(handler);
    return client();
  }

  TestServer server() {
    return Objects.requireNonNull(server);
  }

  RawClient client() {
    var client = server().connect();
    clients.push(client);
    return client;
  }

  @Override
  public void close() {
    clients.forEach(RawClient::close);
    if (server != null) {
      server.close();
    }
  }
}
