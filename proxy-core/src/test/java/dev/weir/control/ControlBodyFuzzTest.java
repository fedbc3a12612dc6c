package dev.weir.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Any bytes as the body of an operation: refused in words, or an object whose members are what they
 * should be.
 */
class ControlBodyFuzzTest {
  @FuzzTest(maxDuration = "")
  void isRefusedInWordsOrObeysItsRules(byte[] data) {
    var read = taken("body", () -> JsonBody.parse(Unpooled.wrappedBuffer(data)));
    if (read.isEmpty()) {
      return;
    }
    var body = read.get();
    assertThat(body.isObject()).isTrue();

    var fields = new Fields(Query.parse(""), body);
    taken("maxResults", () -> fields.bodyMaxResults(50))
        .ifPresent(n -> assertThat(n).isBetween(1, 1000));
    taken("tags", fields::tags).ifPresent(ControlBodyFuzzTest::assertTags);
    taken("tagKeys", fields::tagKeys)
        .ifPresent(keys -> assertThat(keys).hasSizeLessThanOrEqualTo(200));
    taken("domain", fields::bodyDomain);
    taken("description", () -> fields.bodyText("description", Constraint.DESCRIPTION));
    taken("upstreams", () -> upstreams(fields))
        .ifPresent(
            all ->
                assertThat(all).allMatch(name -> name.matches("[A-Za-z0-9][A-Za-z0-9._-]{1,99}")));
    taken("policyDocument", () -> policy(fields));
  }

  /** What came out of it; empty if it was refused, by the name of the member. */
  private static <T> Optional<T> taken(String member, Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (ControlException refused) {
      assertThat(refused.status().code()).isEqualTo(400);
      assertThat(refused.getMessage()).startsWith(member).hasSizeLessThan(8000);
      return Optional.empty();
    }
  }

  private static void assertTags(Map<String, String> tags) {
    assertThat(tags).hasSizeLessThanOrEqualTo(200);
    tags.forEach(
        (key, value) -> {
          assertThat(key.codePointCount(0, key.length())).isBetween(1, 128);
          assertThat(value.codePointCount(0, value.length())).isLessThanOrEqualTo(256);
        });
  }

  private static List<String> upstreams(Fields fields) {
    return fields
        .bodyList(
            "upstreams",
            1000,
            (element, node) ->
                Fields.memberOf(element, node, "repositoryName", Constraint.REPOSITORY_NAME))
        .orElse(List.of());
  }

  private static String policy(Fields fields) {
    var document = fields.requiredBodyText("policyDocument", Constraint.POLICY_DOCUMENT);
    PolicyDocument.check(document);
    return document;
  }
}
