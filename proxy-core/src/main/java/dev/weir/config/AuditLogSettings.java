package dev.weir.config;

import java.util.Optional;

/** {@code audit-log}: a line per change. */
public record AuditLogSettings(
    @Doc("File that a JSON line per change is appended to, who and what; unset is off")
        Optional<String> file) {
  public static final AuditLogSettings DEFAULTS = new AuditLogSettings(Optional.empty());
}
