package dev.weir.control;

import dev.weir.model.DomainName;
import dev.weir.model.RepositoryId;
import dev.weir.model.RepositoryName;
import dev.weir.npm.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * What a request says, each member checked as it is taken. A member that breaks its rule is a
 * {@link ControlException} that names it; members that nobody takes are passed over, as AWS does.
 *
 * <p>Members of the query and of the body are asked for apart, since the API has each in one place.
 */
public final class Fields {
  /** The range of every {@code max-results}. */
  private static final int MAX_RESULTS = 1000;

  /** The longest {@code TagList} and {@code TagKeyList}. */
  private static final int MAX_TAGS = 200;

  private final Query query;
  private final JsonNode body;

  Fields(Query query, JsonNode body) {
    this.query = query;
    this.body = body;
  }

  /**
   * What the request is about, as it says itself and unchecked: {@code my-domain}, {@code
   * my-domain/my-repo} or an ARN. Empty if it does not say; never long.
   */
  String subject() {
    var domain =
        query
            .value("domain")
            .or(() -> member(body, "domain").filter(JsonNode::isString).map(JsonNode::stringValue));
    var repository = query.value("repository").map(name -> "/" + name).orElse("");
    return Shown.of(
        domain.map(name -> name + repository).or(() -> query.value("resourceArn")).orElse(""));
  }

  /** The query's {@code domain}; a {@code domain-owner} beside it is checked too. */
  public DomainName domain() {
    domainOwner();
    return new DomainName(required("domain", Constraint.DOMAIN_NAME));
  }

  /** The query's {@code domain} and {@code repository}. */
  public RepositoryId repository() {
    var domain = domain();
    return new RepositoryId(
        domain, new RepositoryName(required("repository", Constraint.REPOSITORY_NAME)));
  }

  /** The body's {@code domain}, of the one operation that has it there. */
  DomainName bodyDomain() {
    bodyText("domainOwner", Constraint.ACCOUNT_ID);
    return new DomainName(requiredBodyText("domain", Constraint.DOMAIN_NAME));
  }

  /** Any account is another name of the one there is. */
  private void domainOwner() {
    optional("domain-owner", Constraint.ACCOUNT_ID);
  }

  /** A member of the query that must be there. */
  public String required(String name, Constraint constraint) {
    return constraint.check(
        name, query.value(name).orElseThrow(() -> ControlException.missing(name)));
  }

  /** A member of the query. */
  public Optional<String> optional(String name, Constraint constraint) {
    return query.value(name).map(value -> constraint.check(name, value));
  }

  /** A member of the query that is one of {@code values}. */
  public Optional<String> oneOf(String name, List<String> values) {
    return query.value(name).map(value -> oneOf(name, value, values));
  }

  /** A member of the query that must be there and is one of {@code values}. */
  public String requiredOneOf(String name, List<String> values) {
    return oneOf(name, values).orElseThrow(() -> ControlException.missing(name));
  }

  /** A whole number of the query. */
  public Optional<Long> number(String name) {
    return query.value(name).map(value -> number(name, value));
  }

  /** The query's {@code max-results}, or {@code otherwise}. */
  public int maxResults(int otherwise) {
    return number("max-results").map(n -> results("max-results", n)).orElse(otherwise);
  }

  /** The query's {@code next-token}. */
  public Optional<String> nextToken() {
    return optional("next-token", Constraint.PAGINATION_TOKEN);
  }

  /** The body's {@code maxResults}, or {@code otherwise}. */
  int bodyMaxResults(int otherwise) {
    return bodyMember("maxResults", JsonNode::isIntegralNumber, "a whole number")
        .map(
            node -> results("maxResults", node.canConvertToLong() ? node.asLong() : Long.MAX_VALUE))
        .orElse(otherwise);
  }

  /** What only the operations on versions have in their bodies. */
  BodyFields inBody() {
    return new BodyFields(body);
  }

  /** A text of the body. */
  public Optional<String> bodyText(String name, Constraint constraint) {
    return bodyMember(name, JsonNode::isString, "a string")
        .map(node -> constraint.check(name, node.stringValue()));
  }

  /** A text of the body that must be there. */
  public String requiredBodyText(String name, Constraint constraint) {
    return bodyText(name, constraint).orElseThrow(() -> ControlException.missing(name));
  }

  /** A list of the body; {@code element} reads one, given its name such as {@code tags[3]}. */
  public <T> Optional<List<T>> bodyList(
      String name, int max, BiFunction<String, JsonNode, T> element) {
    return bodyMember(name, JsonNode::isArray, "a list")
        .map(list -> elements(name, list, max, element));
  }

  /** The body's {@code tags}, which are none if it has no such member; a key counts once. */
  Map<String, String> tags() {
    var tags = new LinkedHashMap<String, String>();
    for (var tag : bodyList("tags", MAX_TAGS, Fields::tag).orElse(List.of())) {
      if (tags.put(tag.key(), tag.value()) != null) {
        throw ControlException.field("tags", tag.key(), "each key once");
      }
    }
    return tags;
  }

  /** The body's {@code tags}, which must be there. */
  Map<String, String> requiredTags() {
    if (member(body, "tags").isEmpty()) {
      throw ControlException.missing("tags");
    }
    return tags();
  }

  /** The body's {@code tagKeys}, which must be there. */
  List<String> tagKeys() {
    return bodyList("tagKeys", MAX_TAGS, (element, node) -> text(element, node, Constraint.TAG_KEY))
        .orElseThrow(() -> ControlException.missing("tagKeys"));
  }

  /** The member {@code name} of an element of a list, which must be an object that has it. */
  static String memberOf(String element, JsonNode node, String name, Constraint constraint) {
    if (!node.isObject()) {
      throw ControlException.field(element, kind(node), "an object");
    }
    var field = element + "." + name;
    var value = member(node, name).orElseThrow(() -> ControlException.missing(field));
    return text(field, value, constraint);
  }

  /** An element of a list that is a text. */
  static String text(String field, JsonNode node, Constraint constraint) {
    if (!node.isString()) {
      throw ControlException.field(field, kind(node), "a string");
    }
    return constraint.check(field, node.stringValue());
  }

  private static Tag tag(String element, JsonNode node) {
    return new Tag(
        memberOf(element, node, "key", Constraint.TAG_KEY),
        memberOf(element, node, "value", Constraint.TAG_VALUE));
  }

  private static <T> List<T> elements(
      String name, JsonNode list, int max, BiFunction<String, JsonNode, T> element) {
    if (list.size() > max) {
      throw ControlException.field(
          name, list.size() + " elements", "at most %d elements".formatted(max));
    }
    var elements = new ArrayList<T>();
    for (int i = 0; i < list.size(); i++) {
      elements.add(element.apply("%s[%d]".formatted(name, i), list.get(i)));
    }
    return elements;
  }

  private Optional<JsonNode> bodyMember(
      String name, Function<JsonNode, Boolean> type, String expected) {
    return member(body, name, type, expected);
  }

  /** A member that is of a type, if it is there. */
  static Optional<JsonNode> member(
      JsonNode object, String name, Function<JsonNode, Boolean> type, String expected) {
    var node = member(object, name);
    node.filter(n -> !type.apply(n))
        .ifPresent(
            n -> {
              throw ControlException.invalid(
                  ControlException.Reason.CANNOT_PARSE,
                  "%s: %s (expected: %s)".formatted(name, Shown.of(kind(n)), expected));
            });
    return node;
  }

  /** {@code null} is as good as absent. */
  static Optional<JsonNode> member(JsonNode object, String name) {
    return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case NULL -> "null";
      default -> node.toString();
    };
  }

  static String oneOf(String name, String value, List<String> values) {
    if (!values.contains(value)) {
      throw ControlException.field(name, value, "one of " + String.join(", ", values));
    }
    return value;
  }

  private static long number(String name, String value) {
    if (!value.matches("-?[0-9]{1,18}")) {
      throw ControlException.field(name, value, "a whole number");
    }
    return Long.parseLong(value);
  }

  private static int results(String name, long value) {
    if (value < 1 || value > MAX_RESULTS) {
      throw ControlException.field(name, value, "1 to %d".formatted(MAX_RESULTS));
    }
    return (int) value;
  }
}
