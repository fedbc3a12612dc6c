package dev.weir.upstream;

import io.netty.util.NetUtil;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * An origin on 127.0.0.1 that answers with exactly the bytes its script writes. A thread for each
 * connection; the script runs once per request, and the connection stays open until the script, the
 * client or {@link #close} closes it.
 */
final class RawOrigin implements AutoCloseable {
  /** Answers one request, well or badly. */
  interface Script {
    void answer(Call call) throws IOException;
  }

  /** A request's head; the headers' names in lower case. */
  record Asked(String method, String path, Map<String, String> headers) {}

  private final ServerSocket server;
  private final String scheme;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            var thread = new Thread(task, "raw-origin");
            thread.setDaemon(true);
            return thread;
          });
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final ConcurrentHashMap<Socket, Boolean> open = new ConcurrentHashMap<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile Script script;

  private RawOrigin(ServerSocket server, String scheme, Script script) {
    this.server = server;
    this.scheme = scheme;
    this.script = script;
    threads.execute(this::accept);
  }

  static RawOrigin plain(Script script) throws IOException {
    return new RawOrigin(new ServerSocket(0, 200, NetUtil.LOCALHOST4), "http", script);
  }

  static RawOrigin secure(SSLContext tls, Script script) throws IOException {
    var server = tls.getServerSocketFactory().createServerSocket(0, 200, NetUtil.LOCALHOST4);
    return new RawOrigin(server, "https", script);
  }

  void answers(Script next) {
    script = next;
  }

  int port() {
    return server.getLocalPort();
  }

  /** The base address, by the name or address {@code host}. */
  String at(String host) {
    return scheme + "://" + host + ":" + port() + "/";
  }

  String url() {
    return at("127.0.0.1");
  }

  List<Asked> asked() {
    return asked;
  }

  /** How many were ever accepted. */
  int connections() {
    return connections.get();
  }

  /** How many are open now. */
  int openConnections() {
    return open.size();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        connections.incrementAndGet();
        open.put(socket, true);
        threads.execute(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      for (int number = 1; ; number++) {
        var request = read(in);
        asked.add(request);
        script.answer(new Call(request, number, socket, in));
        if (socket.isClosed()) {
          return;
        }
      }
    } catch (IOException | UncheckedIOException ended) {
      // The client or the script closed the connection.
    } finally {
      open.remove(socket);
    }
  }

  private static Asked read(InputStream in) throws IOException {
    var start = line(in).split(" ", 3);
    var headers = new TreeMap<String, String>();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Asked(start[0], start[1], headers);
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

  @Override
  public void close() throws IOException {
    server.close();
    for (var socket : open.keySet()) {
      socket.close();
    }
    threads.shutdownNow();
  }

  /**
   * One request, and the means to answer it.
   *
   * @param number of the request on its connection, from 1
   */
  record Call(Asked asked, int number, Socket socket, InputStream in) {
    void reply(int status, String body, String... headers) throws IOException {
      reply(status, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    void reply(int status, byte[] body, String... headers) throws IOException {
      head(status, headers, "Content-Length: " + body.length);
      write(body);
    }

    private void head(int status, String[] headers, String last) throws IOException {
      var head = new StringBuilder("HTTP/1.1 " + status + " Said\r\n");
      for (var header : headers) {
        head.append(header).append("\r\n");
      }
      write(head.append(last).append("\r\n\r\n").toString());
    }

    void write(String text) throws IOException {
      write(text.getBytes(StandardCharsets.UTF_8));
    }

    void write(byte[] bytes) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
    }

    void closeSocket() throws IOException {
      socket.close();
    }

    /** Closes with a TCP reset. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Says nothing more until the client closes. */
    void hang() throws IOException {
      while (in.read() >= 0) {}
      socket.close();
    }
  }
}
