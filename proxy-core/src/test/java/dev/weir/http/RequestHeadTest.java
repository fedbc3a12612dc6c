package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What the server makes of heads that are broken, ambiguous or hostile. */
class RequestHeadTest {
  private static final String HOST = "Host: localhost\r\n";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no host                        | 400 | GET / HTTP/1.1\\r\\n\\r\\n
          two hosts                      | 400 | GET / HTTP/1.1\\r\\nHost: a\\r\\nHost: a\\r\\n\\r\\n
          length and chunked             | 400 | POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 5\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n
          chunked and length             | 400 | POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\nContent-Length: 0\\r\\n\\r\\n0\\r\\n\\r\\n
          two lengths                    | 400 | POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 5\\r\\nContent-Length: 6\\r\\n\\r\\nhello
          a list of lengths              | 400 | POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 5, 6\\r\\n\\r\\nhello
          a negative length              | 400 | POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: -5\\r\\n\\r\\nhello
          a length with a sign           | 400 | POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: +5\\r\\n\\r\\nhello
          a coding after chunked         | 400 | POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked, gzip\\r\\n\\r\\n0\\r\\n\\r\\n
          chunked twice                  | 400 | POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked, chunked\\r\\n\\r\\n0\\r\\n\\r\\n
          another coding than chunked    | 400 | POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: xchunked\\r\\n\\r\\n0\\r\\n\\r\\n
          chunked in HTTP/1.0            | 400 | POST / HTTP/1.0\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n
          a space before the colon       | 400 | POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding : chunked\\r\\n\\r\\n0\\r\\n\\r\\n
          a bare LF after the head line  | 400 | GET / HTTP/1.1\\nHost: a\\r\\n\\r\\n
          a bare LF after a field        | 400 | GET / HTTP/1.1\\r\\nHost: a\\n\\r\\n
          a bare LF at the end           | 400 | GET / HTTP/1.1\\r\\nHost: a\\r\\n\\n
          a folded field                 | 400 | GET / HTTP/1.1\\r\\nHost: a\\r\\nX: a\\r\\n b\\r\\n\\r\\n
          a field folded by a tab        | 400 | GET / HTTP/1.1\\r\\nHost: a\\r\\n\\tb\\r\\n\\r\\n
          a folded Transfer-Encoding     | 400 | POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding:\\r\\n chunked\\r\\n\\r\\n0\\r\\n\\r\\n
          white space before the fields  | 400 | GET / HTTP/1.1\\r\\n Host: a\\r\\n\\r\\n
          a NUL in a field               | 400 | GET / HTTP/1.1\\r\\nHost: a\\r\\nX: a\\0b\\r\\n\\r\\n
          a line without a colon         | 400 | GET / HTTP/1.1\\r\\nHost: a\\r\\nX\\r\\n\\r\\n
          no version                     | 400 | GET /\\r\\nHost: a\\r\\n\\r\\n
          HTTP/2.0                       | 505 | GET / HTTP/2.0\\r\\nHost: a\\r\\n\\r\\n
          HTTP/1.2                       | 505 | GET / HTTP/1.2\\r\\nHost: a\\r\\n\\r\\n
          not HTTP                       | 400 | \\x16\\x03\\x01\\x02\\r\\n\\r\\n
          an asterisk to GET             | 400 | GET * HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n
          a tunnel                       | 400 | CONNECT a:443 HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n
          no slash                       | 400 | GET npm HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n
          another host in the target     | 400 | GET http://b/ HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n
          a longer host in the target    | 400 | GET http://a.b/ HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n
          a user in the target           | 400 | GET http://u@a/ HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n
          a fragment                     | 400 | GET /a#b HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n
          beyond ASCII                   | 400 | GET /\\xe4 HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n
          an unknown expectation         | 417 | GET / HTTP/1.1\\r\\nHost: a\\r\\nExpect: miracles\\r\\n\\r\\n
          """)
  void refusesAndCloses(String what, int status, String request) {
    try (var server = TestServer.start(handled -> TestReplies.ok("served"));
        var client = server.connect()) {
      // What is smuggled behind must never be served.
      client.send(unescaped(request) + "GET /smuggled HTTP/1.1\r\n" + HOST + "\r\n");

      var reply = client.reply();
      assertThat(reply.status()).as(what).isEqualTo(status);
      assertThat(reply.header("connection")).isEqualTo("close");
      assertThat(reply.header("content-type")).isEqualTo("application/json; charset=utf-8");
      var json = JsonMapper.shared().readTree(reply.body());
      assertThat(json.get("error").stringValue()).isNotEmpty();
      assertThat(json.get("message").stringValue()).isNotEmpty();
      assertThat(client.isAtEnd()).isTrue();
      assertThat(server.heard.first())
          .extracting(FinishedExchange::operation, FinishedExchange::status)
          .containsExactly(FinishedExchange.REFUSED, status);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          the absolute form of Host  | /x?y=1 | GET http://LOCALHOST:1/x?y=1 HTTP/1.1\\r\\nHost: localhost:1\\r\\n\\r\\n
          the absolute form, no path | /?y=1  | GET http://a?y=1 HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n
          an asterisk to OPTIONS     | *      | OPTIONS * HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n
          an empty line before       | /x     | \\r\\nGET /x HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n
          the same length twice      | /x     | GET /x HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 0\\r\\n\\r\\n
          HTTP/1.0 without Host      | /x     | GET /x HTTP/1.0\\r\\n\\r\\n
          a double slash             | //x    | GET //x HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n
          """)
  void accepts(String what, String target, String request) {
    try (var server = TestServer.start(handled -> TestReplies.ok(handled.target()));
        var client = server.connect()) {
      assertThat(client.send(unescaped(request)).reply().text()).as(what).isEqualTo(target);
    }
  }

  @Test
  void pathAndQueryAreSplitAtTheFirstQuestionMark() {
    Handler echo = request -> TestReplies.ok(request.path() + " and " + request.query());
    try (var server = TestServer.start(echo);
        var client = server.connect()) {
      assertThat(client.get("/a%3Fb?c?d").reply().text()).isEqualTo("/a%3Fb and c?d");
    }
  }

  @Test
  void aFoldedFieldIsFoundHoweverItIsCutUpAndNothingElseIsTakenForOne() {
    try (var server = TestServer.start(request -> TestReplies.ok(request.path()));
        var client = server.connect()) {
      // A body's lines may begin with a space, and so may chunks and what is pipelined behind.
      client
          .send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\n\r\n b\r\n")
          .send("POST /b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
          .send("3\r\n\n c\r\n0\r\n\r\nGET /c HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.reply().text()).isEqualTo("/a");
      assertThat(client.reply().text()).isEqualTo("/b");
      assertThat(client.reply().text()).isEqualTo("/c");

      for (char c : "GET /d HTTP/1.1\r\nHost: a\r\nX: y\r\n z\r\n\r\n".toCharArray()) {
        client.send(String.valueOf(c));
      }
      assertThat(client.reply().status()).isEqualTo(400);
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  void theRefusalOfAHeadRequestHasNoBody() {
    try (var server = TestServer.start(request -> TestReplies.ok("served"));
        var client = server.connect()) {
      client.send("HEAD / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");

      assertThat(client.head().status()).isEqualTo(400);
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  void targetThatCouldNotBeReadIsNotMadeUp() {
    try (var server = TestServer.start(request -> TestReplies.ok("served"));
        var client = server.connect()) {
      client.send("nonsense\r\n\r\n").reply();

      assertThat(server.heard.first().target()).isEmpty();
      assertThat(server.heard.first().method()).isEmpty();
    }
  }

  @Test
  void requestLineOverTheLimitIs414() {
    try (var server = TestServer.start(request -> TestReplies.ok("served"));
        var client = server.connect()) {
      client.get("/" + "x".repeat(8 << 10));

      assertThat(client.reply().status()).isEqualTo(414);
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  void headerFieldsOverTheLimitAre431() {
    try (var server = TestServer.start(request -> TestReplies.ok("served"));
        var client = server.connect()) {
      client.send(
          "GET / HTTP/1.1\r\n" + HOST + ("X: " + "x".repeat(1000) + "\r\n").repeat(17) + "\r\n");

      assertThat(client.reply().status()).isEqualTo(431);
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  void headAtTheLimitIsServed() {
    try (var server = TestServer.start(request -> TestReplies.ok("served"));
        var client = server.connect()) {
      client.send(
          "GET /"
              + "x".repeat(8000)
              + " HTTP/1.1\r\n"
              + HOST
              + "X: "
              + "x".repeat(16000)
              + "\r\n\r\n");

      assertThat(client.reply().text()).isEqualTo("served");
    }
  }

  private static String unescaped(String text) {
    return text.replace("\\r", "\r")
        .replace("\\n", "\n")
        .replace("\\0", "\0")
        .replace("\\x16\\x03\\x01\\x02", "\26\3\1\2")
        .replace("\\xe4", "\u00e4");
  }
}
