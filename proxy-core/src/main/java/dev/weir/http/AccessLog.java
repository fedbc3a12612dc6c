package dev.weir.http;

import dev.weir.config.AccessLogSettings;
import dev.weir.io.AsyncCloseable;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Writes a line for each exchange to a {@link LineFile}. {@code Authorization} is never written,
 * nor are tokens in paths and queries. Closing it writes what is queued.
 */
public final class AccessLog implements HttpListener, AsyncCloseable {
  private final AccessLogFormat format;
  private final InstantSource clock;
  private final LineFile lines;
  private long lastMillis = -1;
  private String lastTime = "";

  AccessLog(AccessLogFormat format, InstantSource clock, LineFile lines) {
    this.format = format;
    this.clock = clock;
    this.lines = lines;
  }

  /** Opens the file that {@code settings} name, to append to it, if they name one. */
  public static Optional<AccessLog> open(AccessLogSettings settings, InstantSource clock) {
    var format = AccessLogFormat.of(settings.format());
    return settings
        .file()
        .map(file -> new AccessLog(format, clock, LineFile.append("access-log", Path.of(file))));
  }

  @Override
  public void exchangeFinished(FinishedExchange exchange) {
    long millis = clock.millis();
    lines.write(() -> format.line(time(millis), exchange));
  }

  /** On the file's thread: a busy server has many lines of one millisecond. */
  private String time(long millis) {
    if (millis != lastMillis) {
      lastMillis = millis;
      lastTime = AccessLogFormat.time(Instant.ofEpochMilli(millis));
    }
    return lastTime;
  }

  /** Lines that were not written. */
  public long dropped() {
    return lines.dropped();
  }

  @Override
  public CompletionStage<Void> closeAsync() {
    return lines.closeAsync();
  }
}
