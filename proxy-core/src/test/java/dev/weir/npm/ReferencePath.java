package dev.weir.npm;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a path asks for, by the rules' own words and one regular expression each: slow, plain, and
 * written apart from {@link NpmPath}. The answer is a line such as {@code tarball lodash a.tgz}.
 */
final class ReferencePath {
  static final String BAD = "bad";

  private static final String SEGMENT = "(?!-(?:/|$))[A-Za-z0-9_~!'()*-][A-Za-z0-9._~!'()*-]*";
  private static final Pattern NAME = Pattern.compile("(?:@" + SEGMENT + "/)?" + SEGMENT);
  private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@-]+");

  /** Decoded, with the encoded slashes as NUL, which no path has. */
  private static final Pattern SLASHES = Pattern.compile("(?s)(?:[^/\0]*/|@[^/\0]+\0)*[^/\0]*");

  private static final Pattern TAGS =
      Pattern.compile("-/package/(@[^/]*/[^/]+|[^@/][^/]*)/dist-tags(?:/([^/]+))?");
  private static final Pattern ATTESTATIONS =
      Pattern.compile("(?s)-/npm/v1/attestations/(?:(.*)@)?([^@]*)");
  private static final Pattern PACKAGE =
      Pattern.compile("(?s)(@[^/]*(?:/[^/]+)?|[^@/][^/]*)(?:/(.+))?");

  private ReferencePath() {}

  static String of(String raw) {
    if (raw.isEmpty()) {
      return "root";
    }
    var decoded = decoded(raw);
    if (decoded == null || !SLASHES.matcher(decoded).matches()) {
      return BAD;
    }
    var path = decoded.replace('\0', '/');
    boolean trailing = path.length() > 1 && path.endsWith("/");
    var segments = List.of((trailing ? path.substring(0, path.length() - 1) : path).split("/", -1));
    if (!segments.stream().allMatch(ReferencePath::isSegment)) {
      return BAD;
    }
    var asked = asked(utf8(String.join("/", segments)));
    return trailing && !asked.startsWith("packument ") ? BAD : asked;
  }

  private static String asked(String path) {
    if (path.equals("-") || path.startsWith("-/")) {
      var attestations = ATTESTATIONS.matcher(path);
      if (attestations.matches()) {
        return attestations(attestations.group(1), attestations.group(2));
      }
      var tags = TAGS.matcher(path);
      if (!tags.matches()) {
        return "meta " + path;
      }
      boolean good = isName(tags.group(1)) && (tags.group(2) == null || isText(tags.group(2)));
      return !good
          ? BAD
          : tags.group(2) == null
              ? "tags " + tags.group(1)
              : "tag " + tags.group(1) + " " + tags.group(2);
    }
    var parts = PACKAGE.matcher(path);
    if (!parts.matches() || !isName(parts.group(1))) {
      return BAD;
    }
    return below(parts.group(1), parts.group(2));
  }

  private static String attestations(@Nullable String name, String version) {
    boolean good =
        name != null && isName(name) && isText(version) && !version.matches("-|[.]{1,2}");
    return good ? "attestations " + name + " " + version : BAD;
  }

  private static String below(String name, @Nullable String rest) {
    if (rest == null) {
      return "packument " + name;
    } else if (rest.indexOf('/') < 0) {
      return isText(rest) && !rest.equals("-") ? "manifest " + name + " " + rest : BAD;
    }
    var scope = name.startsWith("@") ? "(?:" + Pattern.quote(name.split("/", -1)[0]) + "/)?" : "";
    var file = Pattern.compile("-/" + scope + "([^/]+)").matcher(rest);
    if (!file.matches()) {
      return revision(name, rest, scope);
    }
    return isText(file.group(1)) ? "tarball " + name + " " + file.group(1) : BAD;
  }

  private static String revision(String name, String rest, String scope) {
    var revision = Pattern.compile("(?:-/" + scope + "([^/]+)/)?-rev/([^/]+)").matcher(rest);
    if (!revision.matches()) {
      return "meta " + String.join("/", name, rest);
    }
    var file = revision.group(1);
    if (!isText(revision.group(2)) || file != null && !isText(file)) {
      return BAD;
    }
    return file == null
        ? String.join(" ", "revision", name, revision.group(2))
        : String.join(" ", "tarball-revision", name, file, revision.group(2));
  }

  /** A character for each byte, decoded once; null if there is what may not be there. */
  private static @Nullable String decoded(String raw) {
    if (!raw.matches("(?s)(?:[ -~&&[^%\\\\]]|%[0-9A-Fa-f]{2})*")) {
      return null;
    }
    var decoded = new StringBuilder();
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) == '%') {
        char c = (char) Integer.parseInt(raw.substring(i + 1, i + 3), 16);
        if (c < ' ' || c == 0x7f || c == '%' || c == '\\') {
          return null;
        }
        decoded.append(c == '/' ? '\0' : c);
        i += 2;
      } else {
        decoded.append(raw.charAt(i));
      }
    }
    return decoded.toString();
  }

  private static boolean isSegment(String bytes) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (CharacterCodingException notUtf8) {
      return false;
    }
    return !bytes.isEmpty() && bytes.length() <= 255 && !bytes.equals(".") && !bytes.equals("..");
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static boolean isName(String text) {
    return text.length() <= 214 && NAME.matcher(text).matches();
  }

  private static boolean isText(String text) {
    return TEXT.matcher(text).matches();
  }
}
