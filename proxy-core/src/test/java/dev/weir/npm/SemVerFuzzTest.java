package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.testing.FuzzText;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Three texts are versions or not as the specification says, and in its order. */
class SemVerFuzzTest {
  private static final BigInteger MAX = BigInteger.valueOf((1L << 53) - 1);
  private static final Pattern VERSION =
      Pattern.compile(
          "(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)"
              + "(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?");

  @FuzzTest(maxDuration = "")
  void isReadAndOrderedAsTheSpecificationSays(byte[] data) {
    var lines = FuzzText.lines(data);
    var texts = List.of(FuzzText.at(lines, 0), FuzzText.at(lines, 1), FuzzText.at(lines, 2));
    for (var text : texts) {
      assertThat(SemVer.parse(text).isPresent()).as(text).isEqualTo(reference(text) != null);
      SemVer.parse(text).ifPresent(version -> assertThat(version).hasToString(text));
    }
    for (var a : texts) {
      for (var b : texts) {
        assertOrder(a, b);
      }
    }
  }

  private static void assertOrder(String a, String b) {
    var versionA = SemVer.parse(a);
    var versionB = SemVer.parse(b);
    var referenceA = reference(a);
    var referenceB = reference(b);
    if (versionA.isPresent() && versionB.isPresent() && referenceA != null && referenceB != null) {
      int order = Integer.signum(versionA.get().compareTo(versionB.get()));
      assertThat(order).as("%s and %s", a, b).isEqualTo(compare(referenceA, referenceB));
      assertThat(order).isEqualTo(-Integer.signum(versionB.get().compareTo(versionA.get())));
    }
  }

  private static @Nullable Matcher reference(String text) {
    var matcher = VERSION.matcher(text);
    if (text.length() > 256 || !matcher.matches()) {
      return null;
    }
    for (int i = 1; i <= 3; i++) {
      if (new BigInteger(matcher.group(i)).compareTo(MAX) > 0) {
        return null;
      }
    }
    boolean zeroes =
        matcher.group(4) != null
            && Pattern.compile("(?:^|\\.)0[0-9]+(?:\\.|$)").matcher(matcher.group(4)).find();
    return zeroes ? null : matcher;
  }

  /** Section 11, sentence by sentence: a total order, so that transitivity comes with it. */
  private static int compare(Matcher a, Matcher b) {
    for (int i = 1; i <= 3; i++) {
      int order = new BigInteger(a.group(i)).compareTo(new BigInteger(b.group(i)));
      if (order != 0) {
        return order;
      }
    }
    if (a.group(4) == null || b.group(4) == null) {
      return Boolean.compare(a.group(4) == null, b.group(4) == null);
    }
    var left = a.group(4).split("\\.", -1);
    var right = b.group(4).split("\\.", -1);
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      int order = compareIdentifiers(left[i], right[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  private static int compareIdentifiers(String a, String b) {
    boolean aNumber = a.matches("[0-9]+");
    boolean bNumber = b.matches("[0-9]+");
    if (aNumber && bNumber) {
      return new BigInteger(a).compareTo(new BigInteger(b));
    } else if (aNumber != bNumber) {
      return aNumber ? -1 : 1;
    }
    return Integer.signum(a.compareTo(b));
  }
}
