package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.RawHttp;
import dev.weir.testing.documents.FixturePackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** A request that two servers could cut apart in two ways is refused, and what follows unread. */
@LeaksCheckedAfterAll
class SmugglingIT {
  private static FixtureRegistry origin;
  private static WeirUnderTest weir;

  @BeforeAll
  static void start() {
    origin = FixtureRegistry.start();
    origin.add(FixturePackage.of("pkg").versions("1.0.0"));
    weir = WeirUnderTest.of(origin);
  }

  @AfterAll
  static void stop() {
    weir.close();
    origin.close();
  }

  @BeforeEach
  void forget() {
    origin.resetCounters();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          length and chunked          | 400 | Content-Length: 5~Transfer-Encoding: chunked~~0~~
          chunked and length          | 400 | Transfer-Encoding: chunked~Content-Length: 5~~0~~
          two lengths                 | 400 | Content-Length: 0~Content-Length: 44~~
          two lengths in one field    | 400 | Content-Length: 0, 44~~
          a length with a sign        | 400 | Content-Length: +0~~
          a length in hexadecimal     | 400 | Content-Length: 0x0~~
          a length with a space in it | 400 | Content-Length: 0 0~~
          a length beyond 64 bits     | 400 | Content-Length: 99999999999999999999~~
          identity after chunked      | 400 | Transfer-Encoding: chunked, identity~~0~~
          identity before chunked     | 400 | Transfer-Encoding: identity, chunked~~0~~
          chunked in two fields       | 400 | Transfer-Encoding: chunked~Transfer-Encoding: chunked~~0~~
          an unknown coding           | 400 | Transfer-Encoding: cow~~0~~
          a coding with a tab         | 400 | Transfer-Encoding:`xchunked~~0~~
          a space before the colon    | 400 | Transfer-Encoding : chunked~~0~~
          a tab before the colon      | 400 | Transfer-Encoding`: chunked~~0~~
          a folded coding             | 400 | Transfer-Encoding:~ chunked~~0~~
          a folded field              | 400 | X: a~ b~~
          a field folded by a tab     | 400 | X: a~`b~~
          two hosts                   | 400 | Host: 127.0.0.1~~
          two hosts that differ       | 400 | Host: evil.example~~
          a bare LF between fields    | 400 | X: a^Y: b~~
          a bare LF at the end        | 400 | X: a~^
          a bare CR in a field        | 400 | X: a!b~~
          a NUL in a field            | 400 | X: a$b~~
          a NUL in a name             | 400 | X$: a~~
          a name without a value      | 400 | X~~
          an empty name               | 400 | : a~~
          a broken chunk size         | 400 | Transfer-Encoding: chunked~~zz~~0~~
          a chunk size beyond 64 bits | 400 | Transfer-Encoding: chunked~~fffffffffffffffff~~0~~
          a negative chunk size       | 400 | Transfer-Encoding: chunked~~-1~~0~~
          a chunk size ended by LF    | 400 | Transfer-Encoding: chunked~~5^hello~0~~
          an extension ended by LF    | 400 | Transfer-Encoding: chunked~~5;a^hello~0~~
          a chunk without its CRLF    | 400 | Transfer-Encoding: chunked~~5~helloX0~~
          """)
  void anAmbiguousRequestIsRefusedAndWhatFollowsUnread(String what, int status, String rest)
      throws IOException {
    var ambiguous = "POST /npm/local/dev/-/ping HTTP/1.1~Host: 127.0.0.1~" + rest;

    assertRefused(what, status, bytes(ambiguous));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no host                  | 400 | GET / HTTP/1.1~~
          no version: HTTP/0.9     | 400 | GET /npm/local/dev/pkg~~
          HTTP/2's preface         | 505 | PRI * HTTP/2.0~~SM~~
          HTTP/1.2                 | 505 | GET / HTTP/1.2~Host: a~~
          HTTP/1.01                | 400 | GET / HTTP/1.01~Host: a~~
          a bare LF after the line | 400 | GET / HTTP/1.1^Host: a~~
          white space before Host  | 400 | GET / HTTP/1.1~ Host: a~~
          two spaces in the target | 400 | GET /  x HTTP/1.1~Host: a~~
          another authority        | 400 | GET http://evil.example/ HTTP/1.1~Host: 127.0.0.1~~
          a user in the authority  | 400 | GET http://127.0.0.1@evil.example/ HTTP/1.1~Host: 127.0.0.1~~
          a tunnel                 | 400 | CONNECT 127.0.0.1:1 HTTP/1.1~Host: 127.0.0.1~~
          TLS                      | 400 | %\\x03\\x01\\x02~~
          """)
  void whatIsNoRequestIsRefused(String what, int status, String head) throws IOException {
    assertRefused(what, status, bytes(head));
  }

  @Test
  void anUpgradeIsNotTakenAndTheConnectionStaysInStep() throws IOException {
    try (var client = RawHttp.connect(weir.registry())) {
      // What the JDK's own client sends with its first request.
      client.get(
          "/pkg",
          "Connection: Upgrade, HTTP2-Settings",
          "Upgrade: h2c",
          "HTTP2-Settings: AAEAAEAAAAIAAAAAAAMAAAAAAAQBAAAAAAUAAEAAAAYABgAA");
      var head = client.readHead();
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("upgrade")).isEmpty();
      client.readBody(head);

      client.get("/pkg");
      assertThat(client.readHead().status()).isEqualTo(200);
    }
  }

  private static void assertRefused(String what, int status, String request) throws IOException {
    try (var client = RawHttp.connect(weir.registry())) {
      client.send(request + "GET /npm/local/dev/smuggled HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");

      var head = client.readHead();
      assertThat(head.status()).as(what).isEqualTo(status);
      assertThat(head.header("connection")).contains("close");
      var body = new String(client.readBody(head).bytes(), StandardCharsets.UTF_8);
      assertThat(JsonMapper.shared().readTree(body).at("/error").asString()).isNotEmpty();
      assertThat(client.atEnd()).isTrue();
    }
    assertThat(origin.totalRequests()).isZero();
  }

  /** {@code ~} is CRLF, {@code ^} LF, {@code !} CR, {@code `} a tab, {@code $} NUL. */
  private static String bytes(String text) {
    return text.replace("~", "\r\n")
        .replace('^', '\n')
        .replace('!', '\r')
        .replace('`', '\t')
        .replace('$', '\0')
        .replace('%', (char) 0x16);
  }
}
