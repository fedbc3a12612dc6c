package dev.weir.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A scrape in Prometheus' text format 0.0.4, read strictly: see {@link ExpositionParser} for what
 * is an error.
 *
 * @param families by name, in the order of the text
 */
public record Exposition(Map<String, Family> families) {
  /** The samples that stand below one {@code # TYPE}. */
  record Family(String name, String type, String help, List<Sample> samples) {}

  /** One line. */
  record Sample(String name, Map<String, String> labels, double value) {
    String label(String label) {
      return requireNonNull(labels.get(label), label);
    }

    Map<String, String> labelsWithout(String label) {
      var others = new TreeMap<>(labels);
      others.remove(label);
      return others;
    }
  }

  static Exposition parse(byte[] text) {
    return parse(new String(text, UTF_8));
  }

  static Exposition parse(String text) {
    return new ExpositionParser().parse(text);
  }

  Family family(String name) {
    return requireNonNull(families.get(name), name);
  }

  Stream<Sample> samples() {
    return families.values().stream().flatMap(family -> family.samples().stream());
  }

  Stream<Sample> samples(String name) {
    return samples().filter(sample -> sample.name().equals(name));
  }

  /** The value of the sample with exactly these labels: {@code "kind", "tarball", …}. */
  OptionalDouble value(String name, String... labels) {
    var wanted = new LinkedHashMap<String, String>();
    for (int i = 0; i < labels.length; i += 2) {
      wanted.put(labels[i], labels[i + 1]);
    }
    return samples(name)
        .filter(sample -> sample.labels().equals(wanted))
        .mapToDouble(Sample::value)
        .findFirst();
  }
}
