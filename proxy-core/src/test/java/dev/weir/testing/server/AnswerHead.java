package dev.weir.testing.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.handler.codec.http.HttpResponseStatus;

/** How {@code page} is framed in answer to {@code request}. Pure. */
record AnswerHead(Seen request, Page page, Framing wanted) {
  private static final byte[] NOTHING = {};

  byte[] body() {
    return bodiless() ? NOTHING : page.body();
  }

  boolean chunked() {
    return framing() == Framing.CHUNKED && !bodiless();
  }

  boolean keepsAlive() {
    return request.keepsAlive() && (bodiless() || framing() != Framing.CLOSE);
  }

  byte[] encoded() {
    var text = new StringBuilder(256).append("HTTP/1.1 ");
    text.append(HttpResponseStatus.valueOf(page.status())).append("\r\n");
    page.headers().forEach((name, value) -> line(text, name, value));
    switch (framing()) {
      case LENGTH -> length(text);
      case CHUNKED -> line(text, "Transfer-Encoding", "chunked");
      case CLOSE -> {}
    }
    line(text, "Connection", keepsAlive() ? "keep-alive" : "close");
    return text.append("\r\n").toString().getBytes(ISO_8859_1);
  }

  private Framing framing() {
    return wanted == Framing.CHUNKED && request.old() ? Framing.CLOSE : wanted;
  }

  private boolean bodiless() {
    return request.head() || page.status() == 304 || page.status() == 204;
  }

  private void length(StringBuilder text) {
    boolean given = page.headers().containsKey("Content-Length");
    if (!given && page.status() != 304 && page.status() != 204) {
      line(text, "Content-Length", Integer.toString(page.body().length));
    }
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append("\r\n");
  }
}
