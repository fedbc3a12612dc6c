package dev.weir.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client that sends exactly what it is told and reads replies as strictly as HTTP/1.1 says. */
final class RawClient implements AutoCloseable {
  /** A reply; header names are in lower case. */
  static final class RawReply {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private RawReply(int status, Map<String, String> headers, byte[] body) {
      this.status = status;
      this.headers = headers;
      this.body = body;
    }

    int status() {
      return status;
    }

    Map<String, String> headers() {
      return headers;
    }

    byte[] body() {
      return body;
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  final Socket socket = new Socket();
  private final InputStream in;

  RawClient(int port) {
    this(port, 0);
  }

  /** {@code receiveBuffer} of 0 leaves it to the kernel. */
  RawClient(int port, int receiveBuffer) {
    try {
      if (receiveBuffer > 0) {
        socket.setReceiveBufferSize(receiveBuffer);
      }
      socket.setSoTimeout(10_000);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
      in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  RawClient send(String bytes) {
    return send(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawClient send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Sends a GET of {@code path} with nothing but a Host. */
  RawClient get(String path) {
    return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  void shutOutput() {
    try {
      socket.shutdownOutput();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A reply with its body. */
  RawReply reply() {
    var head = head();
    if (head.headers.containsKey("transfer-encoding")) {
      return new RawReply(head.status, head.headers, chunked());
    }
    return new RawReply(
        head.status, head.headers, exactly(Integer.parseInt(head.header("content-length"))));
  }

  /** A reply's head alone, for replies that have no body or whose body is read by hand. */
  RawReply head() {
    var statusLine = line();
    if (!statusLine.startsWith("HTTP/1.1 ")) {
      throw new IllegalStateException("not a reply: " + statusLine);
    }
    var headers = new TreeMap<String, String>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    return new RawReply(Integer.parseInt(statusLine.substring(9, 12)), headers, new byte[0]);
  }

  /** All bytes up to the end of the connection, however it ends. */
  byte[] rest() {
    var bytes = new ByteArrayOutputStream();
    try {
      in.transferTo(bytes);
    } catch (SocketTimeoutException open) {
      throw new UncheckedIOException("the connection was not closed", open);
    } catch (IOException reset) {
      // An end too.
    }
    return bytes.toByteArray();
  }

  boolean isAtEnd() {
    return rest().length == 0;
  }

  /** Waits for the socket's timeout at most. */
  boolean hasInput() {
    try {
      in.mark(1);
      in.read();
      in.reset();
      return true;
    } catch (SocketTimeoutException none) {
      return false;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  byte[] exactly(int length) {
    try {
      var bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new EOFException("%d of %d bytes".formatted(bytes.length, length));
      }
      return bytes;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private byte[] chunked() {
    var body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line(), 16);
      body.writeBytes(exactly(size));
      if (!line().isEmpty()) {
        throw new IllegalStateException("a chunk without an end");
      }
      if (size == 0) {
        return body.toByteArray();
      }
    }
  }

  private String line() {
    try {
      var line = new StringBuilder();
      while (true) {
        int b = in.read();
        if (b < 0) {
          throw new EOFException("in a line: " + line);
        }
        if (b == '\n') {
          return line.substring(0, line.length() - 1);
        }
        line.append((char) b);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
