package dev.weir.compare.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request, encoded, and what must come back.
 *
 * @param target of the request line, as it is sent
 * @param request all of its bytes, from 0 to the limit; never changed
 * @param status that the answer must have
 * @param body that the answer must have
 */
public record Want(String target, ByteBuffer request, int status, Body body) {
  /** What is known of a body before it comes. */
  public sealed interface Body {
    /** Exactly these bytes, from 0 to the limit; never changed. */
    record Exactly(ByteBuffer bytes) implements Body {}

    /** So many bytes. */
    record Sized(long length) implements Body {}

    /** Anything: the body is kept, for whoever is to judge it afterwards. */
    record Kept() implements Body {}

    static Body exactly(byte[] bytes) {
      return new Exactly(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
    }
  }

  /** A GET that is to be answered 200; a {@code Host} header is added. */
  public static Want get(String target, Map<String, String> headers, Body body) {
    return new Want(target, encoded(target, headers), 200, body);
  }

  /** The same, with another status. */
  public Want answered(int status) {
    return new Want(target, request, status, body);
  }

  public Want body(Body body) {
    return new Want(target, request, status, body);
  }

  private static ByteBuffer encoded(String target, Map<String, String> headers) {
    var all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.put("Host", "127.0.0.1");
    all.putAll(headers);
    var text = new StringBuilder("GET ").append(target).append(" HTTP/1.1\r\n");
    all.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    var bytes = text.append("\r\n").toString().getBytes(US_ASCII);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }
}
