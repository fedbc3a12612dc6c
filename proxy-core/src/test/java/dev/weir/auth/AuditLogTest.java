package dev.weir.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.config.AuditLogSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A line for each change, in JSON, that nobody can forge. */
class AuditLogTest {
  private static final Instant TIME = Instant.parse("2026-11-28T02:00:00.123456Z");

  @TempDir Path folder;

  @Test
  void isOffByDefault() {
    assertThat(AuditLog.open(AuditLogSettings.DEFAULTS, InstantSource.system())).isEmpty();
  }

  @Test
  void lineSaysWhoWhatAndFromWhere() throws IOException {
    var file = folder.resolve("audit.log");
    Files.writeString(file, "earlier\n");

    write(file, change("CreateRepository", "team/app", Optional.of("AKIAEXAMPLE")));
    write(file, change("DeleteDomain", "team", Optional.empty()));

    assertThat(Files.readAllLines(file))
        .containsExactly(
            "earlier",
            "{\"time\":\"2026-11-28T02:00:00.123Z\",\"principal\":\"open\","
                + "\"accessKeyId\":\"AKIAEXAMPLE\",\"from\":\"127.0.0.1\","
                + "\"operation\":\"CreateRepository\",\"resource\":\"team/app\",\"status\":200,"
                + "\"outcome\":\"ok\",\"requestId\":\"id-1\"}",
            "{\"time\":\"2026-11-28T02:00:00.123Z\",\"principal\":\"open\","
                + "\"accessKeyId\":null,\"from\":\"127.0.0.1\","
                + "\"operation\":\"DeleteDomain\",\"resource\":\"team\",\"status\":200,"
                + "\"outcome\":\"ok\",\"requestId\":\"id-1\"}");
  }

  @Test
  void noValueForgesALine() throws IOException {
    var file = folder.resolve("audit.log");
    var hostile = "x\"}\r\n{\"time\":\"now\u0085\u2028\u001b[2J\\\u00e9";

    write(file, change("CreateDomain", hostile, Optional.empty()));

    var text = Files.readString(file);
    assertThat(text.chars().filter(c -> c < ' ' || c > '~')).containsExactly((int) '\n');
    assertThat(JsonMapper.shared().readTree(text).at("/resource").asString()).isEqualTo(hostile);
  }

  @Test
  void fileThatCannotBeOpenedIsNamed() {
    var settings = new AuditLogSettings(Optional.of(folder.toString()));

    assertThatThrownBy(() -> AuditLog.open(settings, () -> TIME))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("audit-log.file: " + folder);
  }

  private static void write(Path file, Change change) {
    var settings = new AuditLogSettings(Optional.of(file.toString()));
    var log = AuditLog.open(settings, () -> TIME).orElseThrow();
    log.changed(change);
    log.closeAsync().toCompletableFuture().join();
    assertThat(log.dropped()).isZero();
  }

  private static Change change(String operation, String resource, Optional<String> accessKeyId) {
    return new Change(
        new Caller(Caller.OPEN, accessKeyId, "127.0.0.1"),
        operation,
        resource,
        200,
        "ok",
        Optional.of("id-1"));
  }
}
