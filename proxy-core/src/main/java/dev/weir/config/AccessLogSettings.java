package dev.weir.config;

import java.util.List;
import java.util.Optional;

/** {@code access-log}: a line per request. */
public record AccessLogSettings(
    @Doc("File that a line per request is appended to; unset is off") Optional<String> file,
    @Doc("text (key=value fields) or json (an object per line)") String format) {
  public static final AccessLogSettings DEFAULTS = new AccessLogSettings(Optional.empty(), "text");

  public AccessLogSettings {
    Check.oneOf(List.of("text", "json"), format, "format");
  }
}
