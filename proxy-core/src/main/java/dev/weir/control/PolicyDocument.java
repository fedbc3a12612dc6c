package dev.weir.control;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Checks that a text is a resource policy in IAM's language, of the part of it that CodeArtifact
 * knows: {@code {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"…"},
 * "Action":"codeartifact:ReadFromRepository","Resource":"*"}]}}. What it means is for whoever
 * enforces it; here it is only well-formed, so that a mistake is told when it is made.
 */
final class PolicyDocument {
  private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");
  private static final Set<String> MEMBERS = Set.of("Version", "Id", "Statement");
  private static final Set<String> STATEMENT =
      Set.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");
  private static final Set<String> PRINCIPALS =
      Set.of("AWS", "Service", "Federated", "CanonicalUser");
  private static final Pattern ACTION = Pattern.compile("\\*|[a-z0-9-]+:[A-Za-z0-9*?]+");
  private static final Pattern RESOURCE = Pattern.compile("\\*|arn:\\S+");

  private PolicyDocument() {}

  /** Throws {@link ControlException} that says where {@code text} is wrong. */
  static void check(String text) {
    var policy = parse(text);
    onlyMembers("", policy, MEMBERS);
    var version = policy.get("Version");
    if (version != null && !(version.isString() && VERSIONS.contains(version.stringValue()))) {
      throw wrong("Version", version, "2012-10-17");
    }
    var statements = policy.get("Statement");
    if (statements == null) {
      throw missing("Statement");
    } else if (statements.isObject()) {
      statement("Statement", statements);
    } else if (statements.isArray() && !statements.isEmpty()) {
      for (int i = 0; i < statements.size(); i++) {
        statement("Statement[%d]".formatted(i), statements.get(i));
      }
    } else {
      throw wrong("Statement", statements, "a statement or a list of them");
    }
  }

  private static JsonNode parse(String text) {
    try {
      var policy = WireJson.read(text.getBytes(StandardCharsets.UTF_8));
      if (policy.isObject()) {
        return policy;
      }
    } catch (JacksonException notJson) {
      // Told below: where in a text within a text says little.
    }
    throw ControlException.field("policyDocument", text, "a JSON object, each member once");
  }

  private static void statement(String at, JsonNode statement) {
    if (!statement.isObject()) {
      throw wrong(at, statement, "an object");
    }
    onlyMembers(at + ".", statement, STATEMENT);
    var effect = statement.get("Effect");
    if (effect == null) {
      throw missing(at + ".Effect");
    } else if (!effect.isString() || !List.of("Allow", "Deny").contains(effect.stringValue())) {
      throw wrong(at + ".Effect", effect, "Allow or Deny");
    }
    optional(at + ".Sid", statement.get("Sid"), JsonNode::isString, "a string");
    optional(at + ".Condition", statement.get("Condition"), JsonNode::isObject, "an object");
    var principal = oneOf(at, statement, "Principal", "NotPrincipal");
    principal(at + ".Principal", principal);
    texts(
        at + ".Action",
        oneOf(at, statement, "Action", "NotAction"),
        ACTION,
        "an action such as codeartifact:ReadFromRepository");
    texts(
        at + ".Resource", oneOf(at, statement, "Resource", "NotResource"), RESOURCE, "* or an ARN");
  }

  private static JsonNode oneOf(String at, JsonNode statement, String name, String opposite) {
    var positive = statement.get(name);
    var negative = statement.get(opposite);
    if (positive == null && negative == null) {
      throw missing(at + "." + name);
    } else if (positive != null && negative != null) {
      throw wrong(at + "." + opposite, negative, "not beside " + name);
    }
    return positive == null ? negative : positive;
  }

  private static void principal(String at, JsonNode principal) {
    if (principal.isString() && principal.stringValue().equals("*")) {
      return;
    }
    if (!principal.isObject() || principal.isEmpty()) {
      throw wrong(at, principal, "* or an object such as {\"AWS\": \"…\"}");
    }
    onlyMembers(at + ".", principal, PRINCIPALS);
    for (var kind : principal.properties()) {
      texts(
          at + "." + kind.getKey(), kind.getValue(), Pattern.compile("\\S+"), "an ARN or account");
    }
  }

  /** One text or a list of at least one, all of a form. */
  private static void texts(String at, JsonNode node, Pattern form, String expected) {
    Predicate<JsonNode> good = n -> n.isString() && form.matcher(n.stringValue()).matches();
    boolean list = node.isArray() && !node.isEmpty();
    if (list ? !node.valueStream().allMatch(good) : !good.test(node)) {
      throw wrong(at, node, expected);
    }
  }

  private static void optional(
      String at, @Nullable JsonNode node, Predicate<JsonNode> type, String expected) {
    if (node != null && !type.test(node)) {
      throw wrong(at, node, expected);
    }
  }

  private static void onlyMembers(String at, JsonNode object, Set<String> known) {
    for (var name : object.propertyNames()) {
      if (!known.contains(name)) {
        throw ControlException.field(
            "policyDocument",
            at + name,
            "only the members " + String.join(", ", known.stream().sorted().toList()));
      }
    }
  }

  private static ControlException missing(String at) {
    return ControlException.field("policyDocument", "no " + at, "a value there");
  }

  private static ControlException wrong(String at, JsonNode node, String expected) {
    return ControlException.field("policyDocument", at + ": " + node, expected);
  }
}
