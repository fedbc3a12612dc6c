package dev.weir.metrics;

import dev.weir.metrics.Exposition.Family;
import dev.weir.metrics.Exposition.Sample;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads Prometheus' text format 0.0.4 by its specification, and takes nothing that Prometheus would
 * only put up with. Each family needs HELP and TYPE, once and before its samples, which stand
 * together; names and escapes must be right; no sample twice; counters end in {@code _total} and
 * are not negative; histograms are checked by {@link HistogramCheck}.
 */
public final class ExpositionParser {
  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) (" + NAME + ") (.*)");
  private static final Pattern SAMPLE = Pattern.compile("(" + NAME + ")(?:\\{(.*)\\})? (\\S+)");

  /** A label and its value: any character but quote, backslash and line feed, or an escape. */
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\\"n])*)\"(,|$)");

  private static final Set<String> TYPES =
      Set.of("counter", "gauge", "histogram", "summary", "untyped");

  private final Map<String, Family> families = new LinkedHashMap<>();
  private final Set<List<Object>> seen = new HashSet<>();
  private @Nullable String help;
  private @Nullable Family family;

  public Exposition parse(String text) {
    require(text.endsWith("\n"), "the last line does not end", text.lines().count() + " lines");
    for (var line : text.split("\n", -1)) {
      if (line.startsWith("#")) {
        comment(line);
      } else if (!line.isEmpty()) {
        sample(line);
      }
    }
    families.values().forEach(ExpositionParser::check);
    return new Exposition(families);
  }

  private void comment(String line) {
    var matcher = COMMENT.matcher(line);
    require(matcher.matches(), "neither HELP nor TYPE", line);
    var name = matcher.group(2);
    require(!families.containsKey(name), "a family twice", line);
    if (matcher.group(1).equals("HELP")) {
      require(!matcher.group(3).isBlank(), "no help", line);
      require(help == null, "HELP without TYPE before", line);
      help = name + " " + matcher.group(3);
    } else {
      begin(name, matcher.group(3), line);
    }
  }

  private void begin(String name, String type, String line) {
    var text = help;
    require(TYPES.contains(type), "unknown type", line);
    if (text == null || !text.startsWith(name + " ")) {
      throw new IllegalArgumentException("TYPE without its HELP: " + line);
    }
    help = null;
    family = new Family(name, type, text.substring(name.length() + 1), new ArrayList<>());
    families.put(name, family);
  }

  private void sample(String line) {
    var matcher = SAMPLE.matcher(line);
    require(matcher.matches(), "no sample", line);
    require(help == null, "a sample between HELP and TYPE", line);
    var current = family;
    if (current == null) {
      throw new IllegalArgumentException("a sample outside of a family: " + line);
    }
    var sample = new Sample(matcher.group(1), labels(matcher, line), value(matcher.group(3), line));
    require(belongs(current, sample), "a sample in family " + current.name(), line);
    require(seen.add(List.of(sample.name(), sample.labels())), "a sample twice", line);
    current.samples().add(sample);
  }

  private static boolean belongs(Family family, Sample sample) {
    return switch (family.type()) {
      case "histogram" ->
          Set.of("_bucket", "_sum", "_count").stream()
              .anyMatch(suffix -> sample.name().equals(family.name() + suffix));
      case "summary" ->
          Set.of("", "_sum", "_count").stream()
              .anyMatch(suffix -> sample.name().equals(family.name() + suffix));
      default -> sample.name().equals(family.name());
    };
  }

  private static Map<String, String> labels(Matcher line, String text) {
    var labels = new LinkedHashMap<String, String>();
    var group = line.group(2);
    if (group == null) {
      return labels;
    }
    var matcher = LABEL.matcher(group);
    int end = 0;
    while (end < group.length()) {
      require(matcher.find(end) && matcher.start() == end, "bad labels", text);
      require(labels.put(matcher.group(1), unescaped(matcher.group(2))) == null, "twice", text);
      end = matcher.end();
    }
    return labels;
  }

  private static String unescaped(String value) {
    var plain = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\') {
        char escaped = value.charAt(++i);
        plain.append(escaped == 'n' ? '\n' : escaped);
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private static double value(String text, String line) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      case "NaN" -> Double.NaN;
      default -> number(text, line);
    };
  }

  private static double number(String text, String line) {
    require(text.matches("[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?"), "bad value", line);
    return Double.parseDouble(text);
  }

  private static void check(Family family) {
    require(!family.samples().isEmpty(), "no samples", family.name());
    if (family.type().equals("counter")) {
      require(family.name().endsWith("_total"), "a counter without _total", family.name());
      require(
          family.samples().stream().allMatch(sample -> sample.value() >= 0),
          "a negative counter",
          family.name());
    }
    if (family.type().equals("histogram")) {
      new HistogramCheck(family).run();
    }
  }

  private static void require(boolean holds, String problem, String where) {
    if (!holds) {
      throw new IllegalArgumentException(problem + ": " + where);
    }
  }
}
