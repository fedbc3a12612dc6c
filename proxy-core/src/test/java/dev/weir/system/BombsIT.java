package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.weir.testing.RawHttp;
import dev.weir.testing.server.Fault;
import dev.weir.testing.server.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers of an origin that are a thousand times their size once decoded. */
@Timeout(180)
class BombsIT {
  private static final int PIECE = 16 << 20;
  private static final int PIECES = 64;

  @TempDir Path data;

  @Test
  void aBombIsStoppedAtTheSizeOfAPackument() throws IOException {
    try (var weir = new UnderAttack(data)) {
      weir.origin.fault("/gzip-bomb", bomb("gzip", gzip()));
      weir.origin.fault("/zstd-bomb", bomb("zstd", zstd()));

      for (var name : new String[] {"gzip-bomb", "zstd-bomb"}) {
        try (var client =
            RawHttp.connect(weir.registry()).patience(java.time.Duration.ofSeconds(60))) {
          client.get("/" + name);
          var head = client.readHead();
          var body = new String(client.readBody(head).bytes(), StandardCharsets.UTF_8);

          assertThat(head.status()).as(body).isEqualTo(502);
          assertThat(body).contains(Long.toString(128 << 20));
        }
      }
      weir.assertSurvived("bombs of 1 GiB");
    }
  }

  @Test
  void bombsInAuditsAreStoppedAtTheSizeOfAnAudit() throws IOException {
    try (var weir = new UnderAttack(data)) {
      var bomb = Arrays.copyOf(gzip(), 600 << 10);
      var head =
          "POST /npm/local/dev/-/npm/v1/security/advisories/bulk HTTP/1.1\r\nHost: 127.0.0.1\r\n"
              + "Content-Type: application/json\r\nContent-Encoding: gzip\r\n"
              + "Connection: close\r\nContent-Length: %d\r\n\r\n".formatted(bomb.length);
      var answers = new ArrayList<String>();
      for (int round = 0; round < 5; round++) {
        var attackers = new ArrayList<SocketChannel>();
        for (int i = 0; i < 20; i++) {
          attackers.add(weir.attack(head));
        }
        for (var attacker : attackers) {
          attacker.write(ByteBuffer.wrap(bomb));
        }
        attackers.forEach(attacker -> answers.add(UnderAttack.readAll(attacker)));
      }

      assertThat(answers)
          .anyMatch(answer -> answer.startsWith("HTTP/1.1 413 "))
          .allMatch(answer -> answer.matches("(?s)HTTP/1.1 (413|503) .*"), "413 or 503");
      weir.assertSurvived("100 audits that are bombs");
    }
  }

  private static Fault bomb(String coding, byte[] body) {
    var headers = Map.of("Content-Type", "application/json", "Content-Encoding", coding);
    return Fault.always().replacedBy(new Page(200, headers, body));
  }

  /** One member: blocks that end at a byte can be repeated. Its end is never reached. */
  private static byte[] gzip() {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0});
    var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(spaces());
    var piece = new byte[1 << 20];
    int length = deflater.deflate(piece, 0, piece.length, Deflater.FULL_FLUSH);
    deflater.end();
    for (int i = 0; i < PIECES; i++) {
      bytes.write(piece, 0, length);
    }
    return bytes.toByteArray();
  }

  private static byte[] zstd() {
    var piece = Zstd.compress(spaces());
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < PIECES; i++) {
      bytes.writeBytes(piece);
    }
    return bytes.toByteArray();
  }

  private static byte[] spaces() {
    var spaces = new byte[PIECE];
    Arrays.fill(spaces, (byte) ' ');
    return spaces;
  }
}
