package dev.weir.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One connection, byte by byte: sends what it is given, and says how an answer ended, which polite
 * clients hide. To read slowly, read little at a time ({@link #readExactly}) through a small
 * receive buffer. Blocks, up to ten seconds a read; for one thread.
 */
public final class RawHttp implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Socket socket;
  private final InputStream in;
  private final String host;
  private final String basePath;

  private RawHttp(Socket socket, URI base) throws IOException {
    this.socket = socket;
    // Unbuffered, so that what isn't asked for stays with the sender.
    this.in = socket.getInputStream();
    this.host = base.getAuthority();
    this.basePath = base.getRawPath();
  }

  public static RawHttp connect(String url) throws IOException {
    return connect(url, 0);
  }

  /** Connects with a receive buffer of about so many bytes; 0 for the system's choice. */
  public static RawHttp connect(String url, int receiveBuffer) throws IOException {
    var base = URI.create(url);
    var socket = new Socket();
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
    return new RawHttp(socket, base).patience(PATIENCE);
  }

  /** How long a read waits for the next bytes. */
  public RawHttp patience(Duration time) throws IOException {
    socket.setSoTimeout(Math.toIntExact(time.toMillis()));
    return this;
  }

  /** Sends these characters as Latin-1 bytes. */
  public RawHttp send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    return this;
  }

  /** Sends a GET; {@code path} begins with a slash and is below the URL connected to. */
  public RawHttp get(String path, String... headers) throws IOException {
    return request("GET", path, headers);
  }

  /** Sends a request without a body; each header as {@code Name: value}. */
  public RawHttp request(String method, String path, String... headers) throws IOException {
    var text = new StringBuilder(method).append(' ').append(basePath).append(path.substring(1));
    text.append(" HTTP/1.1\r\nHost: ").append(host).append("\r\n");
    for (var header : headers) {
      text.append(header).append("\r\n");
    }
    return send(text.append("\r\n").toString());
  }

  /** Reads the next answer's head; an {@link EOFException} if the connection ended instead. */
  public RawHead readHead() throws IOException {
    var status = readLine().split(" ", 3);
    var headers = new LinkedHashMap<String, List<String>>();
    for (var line = readLine(); !line.isEmpty(); line = readLine()) {
      int colon = line.indexOf(':');
      var name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      headers
          .computeIfAbsent(name, none -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return new RawHead(
        Integer.parseInt(status[1]), status.length > 2 ? status[2] : "", Map.copyOf(headers));
  }

  /** Reads the body that {@code head} announces (RFC 9112, section 6.3), up to whatever end. */
  public RawBody readBody(RawHead head) {
    var bytes = new ByteArrayOutputStream();
    var end = readBody(head, bytes);
    return new RawBody(bytes.toByteArray(), end);
  }

  private RawBody.End readBody(RawHead head, ByteArrayOutputStream into) {
    if (head.status() == 204 || head.status() == 304) {
      return RawBody.End.COMPLETE;
    }
    try {
      if (head.header("transfer-encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
        copyChunks(into);
      } else if (head.header("content-length").isPresent()) {
        copy(Long.parseLong(head.header("content-length").get()), into);
      } else {
        in.transferTo(into);
      }
      return RawBody.End.COMPLETE;
    } catch (SocketTimeoutException e) {
      return RawBody.End.TIMED_OUT;
    } catch (EOFException e) {
      return RawBody.End.CUT;
    } catch (IOException e) {
      return RawBody.End.RESET;
    }
  }

  private void copyChunks(ByteArrayOutputStream into) throws IOException {
    for (long size = chunkSize(); size > 0; size = chunkSize()) {
      copy(size, into);
      readLine();
    }
    readLine();
  }

  private long chunkSize() throws IOException {
    return Long.parseLong(readLine().split(";", 2)[0].strip(), 16);
  }

  private void copy(long count, ByteArrayOutputStream into) throws IOException {
    var buffer = new byte[64 << 10];
    for (long left = count; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new EOFException(left + " bytes are missing");
      }
      into.write(buffer, 0, read);
      left -= read;
    }
  }

  private String readLine() throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("after \"" + line + '"');
      }
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  /** Reads so many bytes, whatever they mean. */
  public byte[] readExactly(int count) throws IOException {
    var bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("%d bytes (expected: %d)".formatted(bytes.length, count));
    }
    return bytes;
  }

  /** Whether something can be read at once. */
  public boolean hasAnswer() throws IOException {
    return in.available() > 0;
  }

  /** Whether the other side has closed and nothing is left to read. */
  public boolean atEnd() throws IOException {
    return in.read() < 0;
  }

  /** Closes by RST, as a killed process may. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
