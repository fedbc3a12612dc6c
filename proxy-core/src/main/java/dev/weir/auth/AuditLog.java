package dev.weir.auth;

import dev.weir.config.AuditLogSettings;
import dev.weir.http.LineFile;
import dev.weir.io.AsyncCloseable;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a line for each change to a {@link LineFile}: who, what, from where.
 *
 * <pre>
 * {"time":"2026-11-28T02:00:00.123Z","principal":"open","accessKeyId":"AKIAEXAMPLE",
 *  "from":"127.0.0.1","operation":"CreateRepository","resource":"team/app","status":200,
 *  "outcome":"ok","requestId":"6f0e…"}
 * </pre>
 */
public final class AuditLog implements ChangeListener, AsyncCloseable {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final InstantSource clock;
  private final LineFile lines;

  AuditLog(InstantSource clock, LineFile lines) {
    this.clock = clock;
    this.lines = lines;
  }

  /** Opens the file that {@code settings} name, to append to it, if they name one. */
  public static Optional<AuditLog> open(AuditLogSettings settings, InstantSource clock) {
    return settings
        .file()
        .map(file -> new AuditLog(clock, LineFile.append("audit-log", Path.of(file))));
  }

  @Override
  public void changed(Change change) {
    var time = clock.instant();
    lines.write(() -> JSON.writeValueAsString(Line.of(time, change)) + "\n");
  }

  /** Lines that were not written. */
  public long dropped() {
    return lines.dropped();
  }

  @Override
  public CompletionStage<Void> closeAsync() {
    return lines.closeAsync();
  }

  private record Line(
      String time,
      String principal,
      Optional<String> accessKeyId,
      String from,
      String operation,
      String resource,
      int status,
      String outcome,
      Optional<String> requestId) {
    static Line of(Instant time, Change change) {
      return new Line(
          time.truncatedTo(ChronoUnit.MILLIS).toString(),
          change.caller().principal(),
          change.caller().accessKeyId(),
          change.caller().from(),
          change.operation(),
          change.resource(),
          change.status(),
          change.outcome(),
          change.requestId());
    }
  }
}
