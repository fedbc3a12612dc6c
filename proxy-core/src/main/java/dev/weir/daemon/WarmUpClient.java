package dev.weir.daemon;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Asks for the one package of a {@link Rehearsal} in every way that npm does, again and again. */
final class WarmUpClient {
  private static final String REPOSITORY = "/npm/local/dev/";
  private static final String ABBREVIATED = "application/vnd.npm.install-v1+json";

  private final InputStream in;
  private final OutputStream out;
  private final byte[] full;
  private final byte[] abbreviated;
  private final byte[] tarball;
  private final byte[] unknown;
  private final byte[] unchanged;

  /** The {@code ETag} of the last answer. */
  private String tag = "";

  WarmUpClient(Socket socket, String host) throws IOException {
    this.in = new BufferedInputStream(socket.getInputStream(), 64 << 10);
    this.out = socket.getOutputStream();
    var name = OnePackage.NAME;
    this.full = request(name, host, "application/json");
    this.abbreviated = request(name, host, ABBREVIATED);
    this.tarball = request(name + "/-/" + name + "-1.0.0.tgz", host, "*/*");
    this.unknown = request(name + "-unknown", host, "application/json");
    ask(full);
    this.unchanged = request(name, host, "application/json\r\nIf-None-Match: " + tag);
  }

  private static byte[] request(String path, String host, String accept) {
    return """
        GET %s%s HTTP/1.1\r
        Host: %s\r
        User-Agent: npm/11.0.0 node/v22.0.0 linux x64 workspaces/false\r
        Accept-Encoding: gzip\r
        Accept: %s\r
        \r
        """
        .formatted(REPOSITORY, path, host, accept)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** A request of each kind, one after the other; each answer is read to its end. */
  void askEverything() throws IOException {
    ask(full);
    ask(abbreviated);
    ask(unchanged);
    ask(tarball);
    ask(unknown);
  }

  private void ask(byte[] request) throws IOException {
    out.write(request);
    long length = 0;
    for (var line = line(); !line.isEmpty(); line = line()) {
      var lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(line.substring(15).strip());
      } else if (lower.startsWith("etag:")) {
        tag = line.substring(5).strip();
      }
    }
    in.skipNBytes(length);
  }

  private String line() throws IOException {
    var line = new StringBuilder(64);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("closed in a head");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }
}
