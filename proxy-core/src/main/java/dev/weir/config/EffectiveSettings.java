package dev.weir.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Lists settings as keys and values, flat, and finds those that differ from the defaults. */
final class EffectiveSettings {
  private EffectiveSettings() {}

  /** Everything in {@code settings} that isn't so by default, in the order of the reference. */
  static List<EffectiveSetting> differing(WeirSettings settings, Map<String, String> origins) {
    var defaults = leaves(WeirSettings.DEFAULTS);
    var differing = new ArrayList<EffectiveSetting>();
    leaves(settings)
        .forEach(
            (key, value) -> {
              if (!value.equals(defaults.get(key))) {
                var shown = Redacted.address(value);
                differing.add(new EffectiveSetting(key.toString(), shown, origin(key, origins)));
              }
            });
    return List.copyOf(differing);
  }

  /** A key that wasn't written itself stands in a section that was. */
  private static String origin(KeyPath key, Map<String, String> origins) {
    for (int length = key.segments().size(); length > 0; length--) {
      var from = origins.get(new KeyPath(key.segments().subList(0, length)).toString());
      if (from != null) {
        return from;
      }
    }
    return "default";
  }

  static Map<KeyPath, String> leaves(Record settings) {
    var leaves = new LinkedHashMap<KeyPath, String>();
    collect(KeyPath.ROOT, settings, leaves);
    return leaves;
  }

  private static void collect(KeyPath path, Record section, Map<KeyPath, String> leaves) {
    for (Schema.Key key : Schema.keys(section.getClass())) {
      KeyPath child = path.child(key.name());
      Object value = key.of(section);
      if (key.isSection()) {
        collect(child, (Record) value, leaves);
      } else if (value instanceof Map<?, ?> map) {
        collectMap(child, map, leaves);
      } else {
        leaves.put(child, text(value));
      }
    }
  }

  private static void collectMap(KeyPath path, Map<?, ?> map, Map<KeyPath, String> leaves) {
    if (map.isEmpty()) {
      leaves.put(path, "{}");
    }
    new TreeMap<>(map)
        .forEach((name, below) -> collect(path.child((String) name), (Record) below, leaves));
  }

  private static String text(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(ScalarText::format).orElse("unset");
    }
    return ScalarText.format(value);
  }
}
