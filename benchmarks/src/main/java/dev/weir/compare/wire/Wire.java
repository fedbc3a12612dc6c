package dev.weir.compare.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * One kept-alive connection for GET requests, one at a time, that hides nothing: no redirects, no
 * decompression, no retry. Not thread-safe. Refuses what is not loopback.
 */
public final class Wire implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int LONGEST_LINE = 64 << 10;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final String host;
  private long received;

  private Wire(Socket socket, String host) throws IOException {
    this.socket = socket;
    this.host = host;
    in = new BufferedInputStream(socket.getInputStream(), 64 << 10);
    out = socket.getOutputStream();
  }

  /** Connects to the server of {@code base}; its path plays no part. */
  public static Wire connect(URI base) throws IOException {
    var address = Loopback.address(base);
    var socket = new Socket(address.getAddress(), address.getPort());
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      return new Wire(socket, base.getHost() + ":" + address.getPort());
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Asks for a request target, which begins with a slash, and reads the whole answer. */
  public WireReply get(String target, List<Header> headers) throws IOException {
    var request = new StringBuilder(256).append("GET ").append(target).append(" HTTP/1.1\r\n");
    request.append("Host: ").append(host).append("\r\n");
    headers.forEach(header -> request.append(header).append("\r\n"));
    out.write(request.append("\r\n").toString().getBytes(ISO_8859_1));
    out.flush();
    return reply();
  }

  private WireReply reply() throws IOException {
    received = 0;
    var status = line().split(" ", 3);
    if (status.length < 2 || !status[0].startsWith("HTTP/1.")) {
      throw new IOException("status line: " + String.join(" ", status) + " (expected: HTTP/1.x)");
    }
    var headers = new ArrayList<Header>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      headers.add(Header.parse(line));
    }
    int code = Integer.parseInt(status[1]);
    var head = new WireReply(code, status.length > 2 ? status[2] : "", headers, new byte[0], 0);
    var body = body(head);
    return new WireReply(code, head.reason(), headers, body, received);
  }

  private byte[] body(WireReply head) throws IOException {
    if (head.status() == 304 || head.status() == 204) {
      return head.body();
    }
    if (head.header("transfer-encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
      return chunks();
    }
    var length = head.header("content-length");
    return length.isPresent() ? exactly(Integer.parseInt(length.get())) : untilClosed();
  }

  private byte[] untilClosed() throws IOException {
    var bytes = in.readAllBytes();
    received += bytes.length;
    return bytes;
  }

  private byte[] chunks() throws IOException {
    var all = new ByteArrayOutputStream();
    while (true) {
      int length = Integer.parseInt(line().split(";", 2)[0].strip(), 16);
      all.writeBytes(exactly(length));
      if (length == 0) {
        break;
      }
      line();
    }
    while (!line().isEmpty()) {
      // Trailers say nothing that is compared.
    }
    return all.toByteArray();
  }

  private byte[] exactly(int length) throws IOException {
    var bytes = in.readNBytes(length);
    received += bytes.length;
    if (bytes.length < length) {
      throw new EOFException("body: " + bytes.length + " bytes (expected: " + length + ")");
    }
    return bytes;
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream(80);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.size() > LONGEST_LINE) {
        throw new EOFException("head: broken off after " + line.toString(ISO_8859_1));
      }
      line.write(next);
    }
    received += line.size() + 1;
    var text = line.toString(ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
