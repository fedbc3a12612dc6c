package dev.weir.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.storage.DigestAlgorithm;
import dev.weir.testing.FuzzText;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Any text as SRI, or as a shasum: what is read is what a plain reading of the grammar gives. */
class IntegrityFuzzTest {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final Pattern PART =
      Pattern.compile("(?s)(sha1|sha256|sha384|sha512)-([A-Za-z0-9+/]*)(={0,2})(?:\\?.*)?");

  @FuzzTest(maxDuration = "")
  void isReadAsTheReferenceReadsIt(byte[] data) {
    var text = String.join("\n", FuzzText.fields(data));

    var integrity = Integrity.parse(text);

    var digests = integrity.map(Integrity::anyOf).orElse(List.of());
    assertThat(digests.stream().map(d -> d.algorithm().jcaName() + " " + d.hex()).toList())
        .as(text)
        .isEqualTo(reference(text));
    integrity.ifPresent(i -> assertThat(Integrity.parse(i.sri())).contains(i));
    assertThat(Integrity.ofShasum(text).isPresent()).isEqualTo(text.matches("[0-9a-fA-F]{40}"));
  }

  /** The digests of the strongest algorithm. */
  private static List<String> reference(String text) {
    for (var algorithm :
        List.of(
            DigestAlgorithm.SHA512,
            DigestAlgorithm.SHA384,
            DigestAlgorithm.SHA256,
            DigestAlgorithm.SHA1)) {
      var digests = new ArrayList<String>();
      // Blanks at the ends are those of String.trim, which takes all controls.
      for (var part : text.replaceAll("^[\0- ]+|[\0- ]+$", "").split("[ \t\n\u000b\f\r]+", -1)) {
        var matcher = PART.matcher(part);
        if (matcher.matches()
            && matcher.group(1).equals("sha" + algorithm.jcaName().substring(4))) {
          var bytes = bytes(matcher.group(2), matcher.group(3).length());
          if (bytes.length == algorithm.length()) {
            digests.add(algorithm.jcaName() + " " + HexFormat.of().formatHex(bytes));
          }
        }
      }
      if (!digests.isEmpty()) {
        return digests;
      }
    }
    return List.of();
  }

  /** RFC 4648, bit by bit; padding may be missing, but not be wrong. */
  private static byte[] bytes(String characters, int padding) {
    if (padding > 0 && (characters.length() + padding) % 4 != 0 || characters.length() % 4 == 1) {
      return new byte[0];
    }
    var out = new ByteArrayOutputStream();
    int bits = 0;
    int held = 0;
    for (int i = 0; i < characters.length(); i++) {
      bits = bits << 6 | ALPHABET.indexOf(characters.charAt(i));
      held += 6;
      if (held >= 8) {
        held -= 8;
        out.write(bits >> held);
        bits &= (1 << held) - 1;
      }
    }
    return out.toByteArray();
  }
}
