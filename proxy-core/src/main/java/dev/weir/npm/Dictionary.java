package dev.weir.npm;

import java.util.LinkedHashMap;
import java.util.Map;

/** Texts that many versions share, each stored once and known by a number. */
final class Dictionary {
  private final String[] texts;

  private Dictionary(String[] texts) {
    this.texts = texts;
  }

  static Dictionary decode(PackedReader in) {
    var texts = new String[in.count()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = in.text();
    }
    return new Dictionary(texts);
  }

  /** The text that {@code in} names next. */
  String text(PackedReader in) {
    int id = in.size();
    if (id >= texts.length) {
      throw in.corrupt("text %d of %d".formatted(id, texts.length));
    }
    return texts[id];
  }

  /** Approximate bytes of heap. */
  long weight() {
    long weight = 0;
    for (var text : texts) {
      weight += PackageIndex.STRING_WEIGHT + text.length();
    }
    return weight;
  }

  /** Numbers texts as they come. */
  static final class Builder {
    private final Map<String, Integer> ids = new LinkedHashMap<>();
    private long length;

    int id(String text) {
      var id = ids.putIfAbsent(text, ids.size());
      if (id == null) {
        length += text.length();
        return ids.size() - 1;
      }
      return id;
    }

    /** Characters of all texts. */
    long length() {
      return length;
    }

    void encode(PackedWriter out) {
      out.number(ids.size());
      ids.keySet().forEach(out::text);
    }
  }
}
