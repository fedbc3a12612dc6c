package dev.weir.compare;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Sends whatever bytes it is told to, right or wrong, on kept-alive connections. */
public final class CannedServer implements AutoCloseable {
  private final ServerSocket listening;
  private final Function<List<String>, byte[]> answers;
  private final boolean closes;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private CannedServer(Function<List<String>, byte[]> answers, boolean closes) throws IOException {
    this.answers = answers;
    this.closes = closes;
    listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** Answers by the lines of the request's head, of which the first is {@code GET /x HTTP/1.1}. */
  public static CannedServer start(Function<List<String>, byte[]> answers) throws IOException {
    return new CannedServer(answers, false);
  }

  /** Closes each connection after its first answer. */
  public static CannedServer thatCloses(Function<List<String>, byte[]> answers) throws IOException {
    return new CannedServer(answers, true);
  }

  /** A response with these header lines and its right length. */
  public static byte[] response(String status, String body, String... headers) {
    var head = new StringBuilder("HTTP/1.1 " + status + "\r\n");
    for (var header : headers) {
      head.append(header).append("\r\n");
    }
    if (!status.startsWith("304")) {
      head.append("content-length: ").append(body.length()).append("\r\n");
    }
    return (head + "\r\n" + body).getBytes(ISO_8859_1);
  }

  public URI base() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  private void accept() {
    try {
      while (true) {
        var socket = listening.accept();
        threads.execute(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The end.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      for (var head = head(in); !head.isEmpty(); head = head(in)) {
        socket.getOutputStream().write(answers.apply(head));
        socket.getOutputStream().flush();
        if (closes) {
          return;
        }
      }
    } catch (IOException gone) {
      // The client may leave when it likes.
    }
  }

  private static List<String> head(BufferedReader in) throws IOException {
    var lines = new ArrayList<String>();
    for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      lines.add(line);
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    listening.close();
    threads.shutdownNow();
  }
}
