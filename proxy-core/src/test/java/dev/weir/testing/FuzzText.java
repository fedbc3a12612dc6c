package dev.weir.testing;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * A fuzzer's bytes as a target wants them. Seeds of text stay readable this way: a field of a
 * message is a line of the file.
 */
public final class FuzzText {
  private FuzzText() {}

  /** As Netty decodes a message's head: a character for each byte. */
  public static List<String> fields(byte[] data) {
    return lines(data, StandardCharsets.ISO_8859_1);
  }

  /** As a JSON document's or a file's text may be: any character. */
  public static List<String> lines(byte[] data) {
    return lines(data, StandardCharsets.UTF_8);
  }

  /** Line {@code i}, or the empty string. */
  public static String at(List<String> lines, int i) {
    return i < lines.size() ? lines.get(i) : "";
  }

  /** Chances as {@code data} has them; after its end always the first of all choices. */
  public static Random random(byte[] data) {
    return new Bits(data);
  }

  private static List<String> lines(byte[] data, Charset charset) {
    return List.of(new String(data, charset).split("\n", -1));
  }

  private static final class Bits extends Random {
    private static final long serialVersionUID = 1;

    private final byte[] data;
    private int at;

    Bits(byte[] data) {
      super(0);
      this.data = data;
    }

    @Override
    protected int next(int bits) {
      // Few choices are of more than 256: a byte for each keeps a mutation's effect small. The
      // generator uses the upper bits for powers of two and the remainder for the rest.
      int b = at < data.length ? data[at++] & 0xff : 0;
      return bits <= 8 ? b >>> (8 - bits) : b << (bits - 8) | b;
    }
  }
}
