package dev.weir.testing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An answer's head as it came.
 *
 * @param headers by lower-case name, each with its values in order
 */
public record RawHead(int status, String reason, Map<String, List<String>> headers) {
  /** The first value of the header, whatever its case. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }
}
