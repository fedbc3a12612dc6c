package dev.weir.compare.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.compare.CannedServer;
import dev.weir.compare.StandInPeer;
import dev.weir.compare.origin.PackumentDigest;
import dev.weir.compare.origin.Sha256;
import dev.weir.compare.workload.Target;
import dev.weir.compare.workload.Workload;
import dev.weir.compare.workload.Workload.Rate;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CheckerTest {
  private static final String TARBALL = "just these bytes";
  private static final String DOCUMENT =
      """
      {"name":"a","dist-tags":{"latest":"1.0.0"},"versions":{"1.0.0":{"version":"1.0.0",
      "dist":{"integrity":"sha512-x","tarball":"%s/a/-/a-1.0.0.tgz"}}}}""";

  @Test
  void rightBytesPassAndTheirSizeOnTheWireIsKnown() throws IOException {
    var right = CannedServer.response("200 OK", TARBALL, "etag: \"t\"");
    try (var server = CannedServer.start(head -> right)) {
      var checked = Checker.check(peer(server), tarball());

      assertThat(checked.wireBytes()).containsExactly((long) right.length);
      assertThat(checked.etags()).containsExactly("\"t\"");
    }
  }

  @Test
  void wrongByteIsFoundAndNamesServerAndTarget() {
    assertWrong(
        head -> CannedServer.response("200 OK", TARBALL.replace('j', 'k')),
        tarball(),
        "canned: /a/-/a-1.0.0.tgz: content with SHA-256 ");
  }

  @Test
  void wrongLengthIsFound() {
    assertWrong(
        head -> CannedServer.response("200 OK", TARBALL + "!"),
        tarball(),
        "17 bytes (expected: 16 bytes)");
  }

  @Test
  void wrongStatusIsFound() {
    assertWrong(
        head -> CannedServer.response("203 Non-Authoritative Information", TARBALL),
        tarball(),
        "status 203 (expected: status 200)");
  }

  @Test
  void oneWrongAnswerOfManyIsFound() {
    var answers = new AtomicInteger();
    assertWrong(
        head -> CannedServer.response("200 OK", answers.getAndIncrement() == 5 ? "odd" : TARBALL),
        tarball(),
        "3 bytes (expected: 16 bytes)");
  }

  @Test
  void connectionThatBreaksIsWrongToo() throws IOException {
    try (var server = CannedServer.thatCloses(head -> "HTTP/1.1 200 O".getBytes(ISO_8859_1))) {
      assertThatThrownBy(() -> Checker.check(peer(server), tarball()))
          .isInstanceOf(WrongAnswerException.class)
          .hasMessageContaining("expected: an answer");
    }
  }

  @Test
  void packumentIsComparedBelowTheServersOwnBase() throws IOException {
    var base = new String[1];
    try (var server =
        CannedServer.start(head -> CannedServer.response("200 OK", DOCUMENT.formatted(base[0])))) {
      base[0] = server.base().toString();
      assertThat(Checker.check(peer(server), packument()).wireBytes()).hasSize(1);

      base[0] = "http://registry.example";
      assertThatThrownBy(() -> Checker.check(peer(server), packument()))
          .isInstanceOf(WrongAnswerException.class)
          .hasMessageContaining("dist.tarball of 1.0.0: http://registry.example/a/-/a-1.0.0.tgz");
    }
  }

  @Test
  void packumentWithAnotherHashIsWrong() throws IOException {
    var base = new String[1];
    try (var server =
        CannedServer.start(
            head ->
                CannedServer.response(
                    "200 OK", DOCUMENT.formatted(base[0]).replace("sha512-x", "sha512-y")))) {
      base[0] = server.base().toString();
      assertThatThrownBy(() -> Checker.check(peer(server), packument()))
          .isInstanceOf(WrongAnswerException.class)
          .hasMessageContaining("expected: a packument with digest");
    }
  }

  @Test
  void revalidationIsCheckedWithTheEtagsThatCame() throws IOException {
    Function<List<String>, byte[]> answers =
        head ->
            head.contains("If-None-Match: \"t\"")
                ? CannedServer.response("304 Not Modified", "", "etag: \"t\"")
                : CannedServer.response("200 OK", TARBALL, "etag: \"t\"");
    try (var server = CannedServer.start(answers)) {
      var checked = Checker.check(peer(server), revalidated());

      assertThat(checked.etags()).containsExactly("\"t\"");
      assertThat(checked.wireBytes().get(0)).isLessThan(60);
      assertThat(Checker.recheck(peer(server), revalidated(), checked)).isEqualTo(checked);
    }
  }

  @Test
  void serverThatForgetsWhatItRevalidatesIsWrong() {
    assertWrong(
        head -> CannedServer.response("200 OK", TARBALL, "etag: \"t\""),
        revalidated(),
        "status 200 (expected: status 304)");
  }

  private static void assertWrong(
      Function<List<String>, byte[]> answers, Workload workload, String message) {
    assertThatThrownBy(
            () -> {
              try (var server = CannedServer.start(answers)) {
                Checker.check(peer(server), workload);
              }
            })
        .isInstanceOf(WrongAnswerException.class)
        .hasMessageContaining(message);
  }

  private static StandInPeer peer(CannedServer server) {
    return new StandInPeer("canned", server.base());
  }

  private static Workload tarball() {
    return workload(tarballTarget(), false, 200);
  }

  private static Workload revalidated() {
    return workload(tarballTarget(), true, 304);
  }

  private static Target tarballTarget() {
    var bytes = TARBALL.getBytes(ISO_8859_1);
    return new Target("/a/-/a-1.0.0.tgz", new Target.Bytes(Sha256.of(bytes), bytes.length));
  }

  private static Workload packument() {
    var json = DOCUMENT.formatted("http://origin.example").getBytes(ISO_8859_1);
    var digest = PackumentDigest.of(json, "http://origin.example");
    return workload(new Target("/a", new Target.Packument(digest)), false, 200);
  }

  private static Workload workload(Target target, boolean revalidating, int status) {
    return new Workload(
        "one", "one", List.of(target), List.of(), revalidating, status, Rate.REQUESTS, 8);
  }
}
