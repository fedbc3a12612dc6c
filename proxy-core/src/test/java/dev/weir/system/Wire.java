package dev.weir.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.testing.RawHead;
import dev.weir.testing.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests of the control plane as bytes on a connection of their own, and what comes back. */
record Wire(String url) {
  /** An answer, whose body is whole. */
  record Answer(RawHead head, String text) {
    int status() {
      return head.status();
    }

    JsonNode json() {
      return JsonMapper.shared().readTree(text);
    }

    /** A header's value, or the empty string. */
    String header(String name) {
      return head.header(name).orElse("");
    }

    /** The error's name, if the header and the body agree on it. */
    String error() {
      var type = json().at("/__type").asString();
      return header("x-amzn-ErrorType").equals(type) ? type : "two names: " + head + text;
    }

    String message() {
      return json().at("/message").asString();
    }

    String reason() {
      return json().at("/reason").asString();
    }
  }

  /** With no body at all, not even a length. */
  Answer bare(String method, String target, String... headers) {
    return ask(method, target, null, headers);
  }

  /** With a body, which says of itself that it is JSON. */
  Answer json(String method, String target, String body) {
    return ask(method, target, body, "Content-Type: application/json");
  }

  /** With a body and these headers. */
  Answer ask(String method, String target, @Nullable String body, String... headers) {
    var request = new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    boolean named = false;
    for (var header : headers) {
      request.append(header).append("\r\n");
      named |= header.startsWith("Host:");
    }
    if (!named) {
      request.append("Host: ").append(URI.create(url).getAuthority()).append("\r\n");
    }
    if (body != null) {
      request.append("Content-Length: ").append(body.getBytes(UTF_8).length).append("\r\n");
    }
    request.append("\r\n");
    if (body != null) {
      // The connection writes a byte for each character.
      request.append(new String(body.getBytes(UTF_8), ISO_8859_1));
    }
    return send(request.toString());
  }

  /** Sends these bytes, whatever they mean. */
  Answer send(String bytes) {
    try (var connection = RawHttp.connect(url)) {
      connection.send(bytes);
      var head = connection.readHead();
      var body =
          bytes.startsWith("HEAD ") ? "" : new String(connection.readBody(head).bytes(), UTF_8);
      return new Answer(head, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
