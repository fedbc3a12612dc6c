package dev.weir.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.Outcome;
import dev.weir.http.Reply;
import dev.weir.http.ServiceException;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ControlErrorsTest {
  private final ControlErrors errors = new ControlErrors();

  @ParameterizedTest
  @CsvSource({
    "400, MalformedHttpRequestException",
    "403, AccessDeniedException",
    "404, UnknownOperationException",
    "405, UnknownOperationException",
    "408, RequestTimeoutException",
    "413, RequestEntityTooLargeException",
    "414, MalformedHttpRequestException",
    "417, MalformedHttpRequestException",
    "421, MisdirectedRequestException",
    "429, ThrottlingException",
    "431, MalformedHttpRequestException",
    "500, InternalServerException",
    "503, ServiceUnavailable",
    "505, InternalServerException",
    "507, InternalServerException"
  })
  void aStatusHasItsNameInTheHeaderAndInTheBody(int status, String type) {
    var reply = reply("/v1/domains", status);

    assertThat(reply.status().code()).isEqualTo(status);
    assertThat(reply.headers().get("x-amzn-ErrorType")).isEqualTo(type);
    assertThat(reply.headers().get("content-type")).isEqualTo("application/json");
    var json = body(reply);
    assertThat(json.at("/__type").stringValue()).isEqualTo(type);
    assertThat(json.at("/message").stringValue()).isEqualTo("what is wrong");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1", "/v1/", "/v1?x", "/v1/no/such/path", "/v1/domain?domain=a"})
  void everythingBelowV1IsTold(String target) {
    assertThat(reply(target, 404).headers().contains("x-amzn-ErrorType")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/v10", "/v1x/domains", "/npm/v1/domains", "/V1/domains", "*"})
  void othersAreToldAsNpmReadsThem(String target) {
    var reply = reply(target, 404);

    assertThat(reply.headers().contains("x-amzn-ErrorType")).isFalse();
    assertThat(body(reply).at("/error").stringValue()).isEqualTo("what is wrong");
  }

  @Test
  void eachHasAnIdOfItsOwn() {
    var ids = new HashSet<String>();
    for (int i = 0; i < 1000; i++) {
      ids.add(reply("/v1", 500).headers().get("x-amzn-RequestId"));
    }

    assertThat(ids).hasSize(1000).allMatch(id -> id.matches("[0-9a-f-]{14}4[0-9a-f-]{21}"));
  }

  private Reply reply(String target, int status) {
    return errors.reply(
        target,
        new ServiceException(
            HttpResponseStatus.valueOf(status), Outcome.CLIENT_ERROR, "what is wrong"));
  }

  private static JsonNode body(Reply reply) {
    var bytes = ((Reply.Body.Bytes) reply.body()).bytes();
    return JsonMapper.shared().readTree(bytes.toString(UTF_8));
  }
}
