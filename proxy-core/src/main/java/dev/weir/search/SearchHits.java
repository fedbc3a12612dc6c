package dev.weir.search;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answer to a search in npm's form. {@code maintainers} is always a list, since npm fails
 * without it. Nothing here is scored: the order says it all.
 */
public final class SearchHits {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String OBJECTS = "objects";
  private static final List<String> COPIED =
      List.of("name", "version", "description", "keywords", "license");

  private final ArrayNode objects = JSON.createArrayNode();

  /**
   * Adds a package.
   *
   * @param manifest of the version to show
   * @param date when it was published, as {@code time} has it
   */
  public void add(byte[] manifest, Optional<String> date) {
    var from = JSON.readTree(manifest);
    var hit = objects.addObject();
    var shown = hit.putObject("package");
    for (var name : COPIED) {
      if (from.has(name)) {
        shown.set(name, from.get(name));
      }
    }
    date.ifPresent(text -> shown.put("date", text));
    links(from, shown.putObject("links"));
    person(from.path("_npmUser")).ifPresent(user -> shown.set("publisher", user));
    var maintainers = shown.putArray("maintainers");
    from.path("maintainers").forEach(one -> person(one).ifPresent(maintainers::add));
    score(hit);
  }

  /** Adds a package of our own. */
  public void add(OwnHit own) {
    var from = (ObjectNode) JSON.readTree(own.top());
    from.put("name", own.name().value());
    from.put("version", own.version());
    add(JSON.writeValueAsBytes(from), own.date());
  }

  /**
   * Adds what another registry answered, but for packages that are ours.
   *
   * @param answer its whole answer
   * @return how many packages matched there
   */
  public int addAll(byte[] answer, Predicate<String> ours, int most) {
    var from = JSON.readTree(answer);
    int added = 0;
    for (var object : from.path(OBJECTS)) {
      if (added < most && !ours.test(object.path("package").path("name").asString(""))) {
        objects.add(object);
        added++;
      }
    }
    return from.path("total").asInt(added);
  }

  /** What another registry answered, as it came unless there are such names in it. */
  public static byte[] without(byte[] answer, Predicate<String> names) {
    var from = JSON.readTree(answer);
    if (!(from.path(OBJECTS) instanceof ArrayNode objects)) {
      return answer;
    }
    int before = objects.size();
    objects.removeIf(object -> names.test(object.path("package").path("name").asString("")));
    int gone = before - objects.size();
    if (gone == 0) {
      return answer;
    }
    ((ObjectNode) from).put("total", Math.max(objects.size(), from.path("total").asInt(0) - gone));
    return JSON.writeValueAsBytes(from);
  }

  /**
   * The whole answer.
   *
   * @param total how many packages matched
   * @param time now, ISO 8601
   */
  public byte[] json(int total, String time) {
    var answer = JSON.createObjectNode();
    answer.set(OBJECTS, objects);
    answer.put("total", total);
    answer.put("time", time);
    return JSON.writeValueAsBytes(answer);
  }

  private static void links(JsonNode from, ObjectNode links) {
    text(from.path("homepage")).ifPresent(url -> links.put("homepage", url));
    text(from.at("/repository/url")).ifPresent(url -> links.put("repository", url));
    text(from.at("/bugs/url")).ifPresent(url -> links.put("bugs", url));
  }

  private static Optional<ObjectNode> person(JsonNode from) {
    return text(from.path("name"))
        .map(
            name -> {
              var person = JSON.createObjectNode().put("username", name);
              text(from.path("email")).ifPresent(email -> person.put("email", email));
              return person;
            });
  }

  private static void score(ObjectNode hit) {
    var score = hit.putObject("score");
    score.put("final", 1);
    score.putObject("detail").put("quality", 1).put("popularity", 1).put("maintenance", 1);
    hit.put("searchScore", 1);
  }

  private static Optional<String> text(JsonNode node) {
    return node.isString() ? Optional.of(node.asString()) : Optional.empty();
  }
}
