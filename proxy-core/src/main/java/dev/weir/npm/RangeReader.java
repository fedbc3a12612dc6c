package dev.weir.npm;

import dev.weir.npm.VersionRange.Comparator;
import dev.weir.npm.VersionRange.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one alternative of a {@link VersionRange} into its comparators, as node-semver does. */
final class RangeReader {
  /** {@code 1}, {@code 1.x}, {@code v1.2.3-rc.1+build}; its groups are those of {@link Partial}. */
  private static final String PARTIAL =
      "[v=\\s]*+(0|[1-9][0-9]{0,15}|[xX*])"
          + "(?:\\.(0|[1-9][0-9]{0,15}|[xX*])"
          + "(?:\\.(0|[1-9][0-9]{0,15}|[xX*])"
          + "(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?)?)?";

  private static final Pattern HYPHEN = Pattern.compile(PARTIAL + "\\s+-\\s+" + PARTIAL);
  private static final Pattern ONE =
      Pattern.compile("(\\^|~>?|[<>]=?|)\\s*+" + PARTIAL + "(?:\\s++|$)");

  private static final List<String> LOWEST = List.of("0");

  private final List<Comparator> found = new ArrayList<>();

  private RangeReader() {}

  /** The comparators, all of which must hold; empty if {@code text} is no range. */
  static Optional<List<Comparator>> read(String text) {
    var reader = new RangeReader();
    try {
      var hyphen = HYPHEN.matcher(text);
      boolean good = hyphen.matches() ? reader.hyphen(hyphen) : reader.all(text);
      return good ? Optional.of(List.copyOf(reader.found)) : Optional.empty();
    } catch (IllegalArgumentException noVersion) {
      return Optional.empty();
    }
  }

  private boolean hyphen(Matcher matcher) {
    var from = Partial.of(matcher, 1);
    var to = Partial.of(matcher, 5);
    if (from.level() > 0) {
      add(Operator.AT_LEAST, from.lowest());
    }
    if (to.level() == 3) {
      add(Operator.AT_MOST, to.lowest());
    } else if (to.level() > 0) {
      below(to.next(to.level()));
    }
    return true;
  }

  private boolean all(String text) {
    if (text.isEmpty()) {
      return true;
    }
    var one = ONE.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!one.find(at) || one.start() != at) {
        return false;
      }
      add(one.group(1), Partial.of(one, 2));
      at = one.end();
    }
    return true;
  }

  private void add(String operator, Partial version) {
    switch (operator) {
      case "^" -> caret(version);
      case "~", "~>" -> tilde(version);
      case ">" -> more(version);
      case "<" -> less(version);
      case ">=" -> atLeast(version);
      case "<=" -> atMost(version);
      default -> same(version);
    }
  }

  /** Whatever leaves the first number alone that is not nought. */
  private void caret(Partial version) {
    if (version.level() == 0) {
      return;
    }
    add(Operator.AT_LEAST, version.lowest());
    if (version.major() > 0 || version.level() == 1) {
      below(version.next(1));
    } else if (version.minor() > 0 || version.level() == 2) {
      below(version.next(2));
    } else {
      below(version.next(3));
    }
  }

  private void tilde(Partial version) {
    if (version.level() > 0) {
      add(Operator.AT_LEAST, version.lowest());
      below(version.next(Math.min(2, version.level())));
    }
  }

  private void more(Partial version) {
    if (version.level() == 0) {
      nothing();
    } else if (version.level() == 3) {
      add(Operator.MORE, version.lowest());
    } else {
      add(Operator.AT_LEAST, version.next(version.level()));
    }
  }

  private void less(Partial version) {
    if (version.level() == 0) {
      nothing();
    } else if (version.level() == 3) {
      add(Operator.LESS, version.lowest());
    } else {
      below(version.lowest());
    }
  }

  private void atLeast(Partial version) {
    if (version.level() > 0) {
      add(Operator.AT_LEAST, version.lowest());
    }
  }

  private void atMost(Partial version) {
    if (version.level() == 3) {
      add(Operator.AT_MOST, version.lowest());
    } else if (version.level() > 0) {
      below(version.next(version.level()));
    }
  }

  private void same(Partial version) {
    if (version.level() == 3) {
      add(Operator.EQUAL, version.lowest());
    } else {
      tilde(version);
    }
  }

  private void nothing() {
    below(new SemVer(0, 0, 0, List.of(), ""));
  }

  /** Below a version and all of its prereleases. */
  private void below(SemVer version) {
    add(Operator.LESS, new SemVer(version.major(), version.minor(), version.patch(), LOWEST, ""));
  }

  private void add(Operator operator, SemVer version) {
    found.add(new Comparator(operator, version));
  }

  /**
   * A version of which only the first numbers are given.
   *
   * @param level how many are given, 0 to 3
   * @param prerelease with its dots, empty for none
   */
  private record Partial(int level, long major, long minor, long patch, String prerelease) {
    static Partial of(Matcher matcher, int group) {
      var numbers = new long[3];
      int level = 0;
      while (level < 3 && isNumber(matcher.group(group + level))) {
        numbers[level] = Long.parseLong(matcher.group(group + level));
        level++;
      }
      var prerelease = level == 3 ? matcher.group(group + 3) : null;
      return new Partial(
          level, numbers[0], numbers[1], numbers[2], prerelease == null ? "" : prerelease);
    }

    private static boolean isNumber(@Nullable String part) {
      return part != null && part.charAt(0) >= '0' && part.charAt(0) <= '9';
    }

    /** With noughts for what is not given; throws {@link IllegalArgumentException} if none. */
    SemVer lowest() {
      var text =
          "%d.%d.%d".formatted(major, minor, patch)
              + (prerelease.isEmpty() ? "" : "-" + prerelease);
      return SemVer.parse(text).orElseThrow(() -> new IllegalArgumentException(text));
    }

    /** The version whose number at a place, 1 to 3, is greater by one, with noughts behind. */
    SemVer next(int place) {
      return switch (place) {
        case 1 -> new SemVer(major + 1, 0, 0, List.of(), "");
        case 2 -> new SemVer(major, minor + 1, 0, List.of(), "");
        default -> new SemVer(major, minor, patch + 1, List.of(), "");
      };
    }
  }
}
