package dev.weir.upstream;

/**
 * What an origin wants in {@code Authorization}. Its text never shows in {@link #toString}.
 *
 * @param header the header's whole value, such as {@code Bearer …}
 * @param key the configuration key it came from, for messages
 */
public record Credential(String header, String key) {
  @Override
  public String toString() {
    return "Credential[" + key + "]";
  }
}
