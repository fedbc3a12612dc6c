package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.config.AccessLogSettings;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class AccessLogTest {
  private static final Instant TIME = Instant.parse("2026-11-23T10:15:30.123456Z");

  @Test
  void isOffByDefault() {
    assertThat(AccessLog.open(AccessLogSettings.DEFAULTS, InstantSource.system())).isEmpty();
  }

  @Test
  void lineIsKeysAndValues() {
    assertThat(AccessLogFormat.TEXT.line(TIME, exchange("/npm/a/b/c", "npm/11 node/v20")))
        .isEqualTo(
            "time=2026-11-23T10:15:30.123Z remote=127.0.0.1 method=GET path=/npm/a/b/c status=200"
                + " bytes=42 millis=7 operation=GetPackument outcome=ok agent=\"npm/11 node/v20\"\n");
  }

  @Test
  void lineCanBeJson() {
    assertThat(AccessLogFormat.JSON.line(TIME, exchange("/npm/a/b/c", "")))
        .isEqualTo(
            "{\"time\":\"2026-11-23T10:15:30.123Z\",\"remote\":\"127.0.0.1\",\"method\":\"GET\","
                + "\"path\":\"/npm/a/b/c\",\"status\":200,\"bytes\":42,\"millis\":7,"
                + "\"operation\":\"GetPackument\",\"outcome\":\"ok\",\"agent\":\"\"}\n");
  }

  @Test
  void noValueForgesALineOrAField() {
    var hostile = "x\" status=500\r\ntime=now\u0085\u2028\u001b[2J\\\u00e9";
    var text = AccessLogFormat.TEXT.line(TIME, exchange("/\n" + hostile, hostile));
    var json = AccessLogFormat.JSON.line(TIME, exchange("/\n" + hostile, hostile));

    assertThat(text.chars().filter(c -> c < ' ' || c > '~')).containsExactly((int) '\n');
    assertThat(text).contains("\\u000d\\u000a", "\\u0085\\u2028\\u001b", "x\\\" status=500");
    assertThat(json.chars().filter(c -> c < ' ' || c > '~')).containsExactly((int) '\n');
    assertThat(JsonMapper.shared().readTree(json).get("agent").stringValue()).isEqualTo(hostile);
  }

  @ParameterizedTest
  @CsvSource({
    "/npm/a/b/-/user/token/npm_S3cret,             /npm/a/b/-/user/token/[redacted]",
    "/npm/a/b/-/user/token/npm_S3cret?x=1,         /npm/a/b/-/user/token/[redacted]?x=1",
    "/npm/a/b/-/user/token/a%2FS3cret,             /npm/a/b/-/user/token/[redacted]",
    "/npm/a/b/%2d/%75ser/t%6Fken/S3cret,           /npm/a/b/-/user/token/[redacted]",
    "/npm/a/b/-%2Fuser%2Ftoken%2FS3cret,           /npm/a/b/-/user/token/[redacted]",
    "/npm/a/b/-/npm/v1/tokens/token/S3cret,        /npm/a/b/-/npm/v1/tokens/token/[redacted]",
    "/x?token=S3cret,                              /x?token=[redacted]",
    "/x?a=1&_authToken=S3cret&b=2,                 /x?a=1&_authToken=[redacted]&b=2",
    "/x?TOKEN=S3cret&t%6Fken=S3cret,               /x?TOKEN=[redacted]&t%6Fken=[redacted]",
    "/x?password=S3cret&X-Amz-Signature=S3cret,    /x?password=[redacted]&X-Amz-Signature=[redacted]",
    "/x?q=token&domain=d,                          /x?q=token&domain=d",
    "/npm/a/b/token,                               /npm/a/b/token",
    "/npm/a/b/@scope%2fname,                       /npm/a/b/@scope%2fname",
    "/%zz?%zz=1,                                   /%zz?%zz=1",
  })
  void secretsAreRedacted(String target, String logged) {
    assertThat(Redaction.target(target)).isEqualTo(logged).doesNotContain("S3cret");
  }

  @Test
  void linesAreAppendedToTheFile(@TempDir Path folder) throws IOException {
    var file = folder.resolve("access.log");
    Files.writeString(file, "earlier\n");
    var settings = new AccessLogSettings(Optional.of(file.toString()), "text");
    var log = AccessLog.open(settings, () -> TIME).orElseThrow();

    log.exchangeFinished(exchange("/1", "a"));
    log.exchangeFinished(exchange("/2", "a"));
    TestServer.await(log.closeAsync());

    assertThat(Files.readAllLines(file))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("earlier"),
            line -> assertThat(line).contains(" path=/1 "),
            line -> assertThat(line).contains(" path=/2 "));
    assertThat(log.dropped()).isZero();
  }

  @Test
  void linesThatFindTheQueueFullAreDroppedAndCounted() {
    var disk = new CountDownLatch(1);
    var written = new StringWriter();
    var log = log(new StuckWriter(disk, written), 2);

    for (int i = 0; i < 10; i++) {
      log.exchangeFinished(exchange("/" + i, "a"));
    }
    // One is being written at most, and two are queued.
    assertThat(log.dropped()).isBetween(7L, 8L);

    disk.countDown();
    TestServer.await(log.closeAsync());
    assertThat(written.toString().lines().count()).isEqualTo(10 - log.dropped());

    log.exchangeFinished(exchange("/late", "a"));
    assertThat(written.toString()).doesNotContain("/late");
  }

  @Test
  void linesThatCannotBeWrittenAreCounted() {
    var log = log(new FullWriter(), 10);

    log.exchangeFinished(exchange("/1", "a"));
    log.exchangeFinished(exchange("/2", "a"));
    TestServer.await(log.closeAsync());

    assertThat(log.dropped()).isEqualTo(2);
  }

  @Test
  void unknownFormatIsRefusedByName() {
    assertThatThrownBy(() -> new AccessLogSettings(Optional.of("x"), "xml"))
        .hasMessage("format: xml (expected: text or json)");
  }

  private static AccessLog log(Writer file, int queue) {
    return new AccessLog(AccessLogFormat.TEXT, () -> TIME, new LineFile("access-log", file, queue));
  }

  private static FinishedExchange exchange(String target, String userAgent) {
    return new FinishedExchange(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 50000),
        "GET",
        target,
        userAgent,
        "GetPackument",
        Outcome.OK,
        200,
        42,
        7_900_000);
  }

  /** A disk that writes nothing before it is told to. */
  private static final class StuckWriter extends Writer {
    private final CountDownLatch released;
    private final StringWriter written;

    StuckWriter(CountDownLatch released, StringWriter written) {
      this.released = released;
      this.written = written;
    }

    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
      try {
        released.await();
      } catch (InterruptedException stopped) {
        throw new IOException(stopped);
      }
      written.write(chars, offset, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static final class FullWriter extends Writer {
    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
      throw new IOException("no space left on device");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
