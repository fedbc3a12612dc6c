package dev.weir.npm;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A URL path cut at its slashes and percent-decoded, exactly once.
 *
 * <p>Strict, because servers in front of us may read a path another way: no empty, {@code .} or
 * {@code ..} segment, no backslash, no control character, no second layer of encoding, and an
 * encoded slash only between a scope and a name, where npm writes one.
 *
 * @param trailingSlash whether a single slash ended the path; it makes no segment
 * @param problem why the path is refused, or null if it is good
 */
record PathSegments(List<String> segments, boolean trailingSlash, @Nullable String problem) {
  static final int MAX_SEGMENT = 255;

  static PathSegments of(String raw) {
    return new Decoder(raw).decode();
  }

  private static PathSegments refused(String problem) {
    return new PathSegments(List.of(), false, problem);
  }

  /** Reads one path; {@code segment} holds the decoded bytes of the segment at hand. */
  private static final class Decoder {
    private final String raw;
    private final byte[] segment = new byte[MAX_SEGMENT];
    private final List<String> segments = new ArrayList<>(6);
    private int length;
    private boolean ascii = true;

    Decoder(String raw) {
      this.raw = raw;
    }

    PathSegments decode() {
      for (int i = 0; i < raw.length(); i++) {
        char c = raw.charAt(i);
        boolean encoded = c == '%';
        int b = encoded ? decoded(i) : c;
        i += encoded ? 2 : 0;
        var problem = accept(b, encoded);
        if (problem != null) {
          return refused(problem);
        }
      }
      boolean trailingSlash = length == 0 && !segments.isEmpty();
      var problem = trailingSlash || raw.isEmpty() ? null : endSegment();
      return problem != null ? refused(problem) : new PathSegments(segments, trailingSlash, null);
    }

    private int decoded(int percent) {
      if (percent + 2 >= raw.length()) {
        return -1;
      }
      int high = hexDigit(raw.charAt(percent + 1));
      int low = hexDigit(raw.charAt(percent + 2));
      return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /** {@code Character.digit} knows the digits of other scripts too, which nobody else decodes. */
    private static int hexDigit(char c) {
      return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private @Nullable String accept(int b, boolean encoded) {
      if (b < 0) {
        return "a percent sign without two hexadecimal digits";
      } else if (b == '/') {
        return slash(encoded);
      } else if (b == '%') {
        return "encoded twice";
      } else if (b == '\\') {
        return "a backslash";
      } else if (b < ' ' || b == 0x7f) {
        return "a control character";
      } else if (b > 0x7f && !encoded) {
        return "a character that must be percent-encoded";
      } else if (length == MAX_SEGMENT) {
        return "a segment longer than %d bytes".formatted(MAX_SEGMENT);
      }
      ascii &= b < 0x80;
      segment[length++] = (byte) b;
      return null;
    }

    private @Nullable String slash(boolean encoded) {
      if (encoded && (length < 2 || segment[0] != '@')) {
        return "an encoded slash other than after a scope";
      }
      return endSegment();
    }

    private @Nullable String endSegment() {
      var text = text();
      if (text == null) {
        return "percent-encoded bytes that are not UTF-8";
      } else if (text.isEmpty()) {
        return "an empty segment";
      } else if (text.equals(".") || text.equals("..")) {
        return "a segment %s".formatted(text);
      }
      segments.add(text);
      length = 0;
      ascii = true;
      return null;
    }

    private @Nullable String text() {
      if (ascii) {
        return new String(segment, 0, length, StandardCharsets.ISO_8859_1);
      }
      try {
        var bytes = ByteBuffer.wrap(segment, 0, length);
        return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      } catch (CharacterCodingException notUtf8) {
        return null;
      }
    }
  }
}
