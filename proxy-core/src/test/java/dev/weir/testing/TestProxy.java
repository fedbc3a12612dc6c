package dev.weir.testing;

import io.netty.util.NetUtil;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP proxy on 127.0.0.1: opens tunnels (CONNECT) and passes on requests in absolute form. To
 * it, every name means 127.0.0.1. A thread for each direction of each connection.
 */
public final class TestProxy implements AutoCloseable {
  private final ServerSocket server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            var thread = new Thread(task, "test-proxy");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Optional<String> login = Optional.empty();

  private TestProxy(ServerSocket server) {
    this.server = server;
    threads.execute(this::accept);
  }

  public static TestProxy start() {
    try {
      return new TestProxy(new ServerSocket(0, 100, NetUtil.LOCALHOST4));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** As a variable of the environment has it. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** From now on answers 407 unless {@code Proxy-Authorization} is this. */
  public TestProxy wants(String header) {
    login = Optional.of(header);
    return this;
  }

  /** The request lines that came, such as {@code CONNECT registry.example:443 HTTP/1.1}. */
  public List<String> asked() {
    return asked;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        sockets.add(client);
        threads.execute(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      var in = new BufferedInputStream(client.getInputStream());
      var head = head(in);
      asked.add(head.get(0));
      boolean denied =
          login.isPresent()
              && head.stream().noneMatch(h -> h.equals("proxy-authorization: " + login.get()));
      if (denied) {
        say(client, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
      } else if (head.get(0).startsWith("CONNECT ")) {
        tunnel(client, in, head.get(0).split(" ", 3)[1]);
      } else {
        passOn(client, in, head);
      }
    } catch (IOException | UncheckedIOException ended) {
      // One of the two closed.
    } finally {
      sockets.remove(client);
    }
  }

  private void tunnel(Socket client, InputStream in, String target) throws IOException {
    int port = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
    try (var far = new Socket(NetUtil.LOCALHOST4, port)) {
      sockets.add(far);
      say(client, "HTTP/1.1 200 Connection established\r\n\r\n");
      both(client, in, far);
    }
  }

  /** One request for a connection, so that the next one comes here too. */
  private void passOn(Socket client, InputStream in, List<String> head) throws IOException {
    var line = head.get(0).split(" ", 3);
    var target = URI.create(line[1]);
    int port = target.getPort() < 0 ? 80 : target.getPort();
    try (var far = new Socket(NetUtil.LOCALHOST4, port)) {
      sockets.add(far);
      var request = new StringBuilder();
      request.append(line[0]).append(' ').append(target.getRawPath()).append(" HTTP/1.1\r\n");
      head.stream()
          .skip(1)
          .filter(header -> !header.startsWith("proxy-") && !header.startsWith("connection:"))
          .forEach(header -> request.append(header).append("\r\n"));
      say(far, request.append("connection: close\r\n\r\n").toString());
      both(client, in, far);
    }
  }

  private void both(Socket client, InputStream in, Socket far) throws IOException {
    threads.execute(() -> copy(in, far));
    far.getInputStream().transferTo(client.getOutputStream());
    client.shutdownOutput();
  }

  private static void copy(InputStream from, Socket to) {
    try {
      from.transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException ended) {
      // The other direction notices too.
    }
  }

  /** The request line as it is, then the headers with their names in lower case. */
  private static List<String> head(InputStream in) throws IOException {
    var lines = new ArrayList<String>();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      lines.add(
          lines.isEmpty()
              ? line
              : line.substring(0, colon).toLowerCase(Locale.ROOT) + line.substring(colon));
    }
    return lines;
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new IOException("closed");
      }
      line.append((char) octet);
    }
    return line.toString().strip();
  }

  private static void say(Socket to, String text) throws IOException {
    to.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    to.getOutputStream().flush();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (var socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
