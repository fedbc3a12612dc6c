package dev.weir.cli.codeartifact;

import dev.weir.cli.Failure;
import dev.weir.cli.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Follows a listing to its end, or until enough was seen, and makes one answer of its pages, as the
 * AWS CLI does.
 *
 * @param members what the pages have
 * @param limit how many items are wanted
 * @param start where to begin
 */
record Paging(PagedMembers members, long limit, ResumeToken start) {
  /**
   * The whole answer.
   *
   * @param page answers the page with this token; the first has none
   */
  Json.Members all(Function<Optional<String>, Json.Members> page) {
    Optional<String> token = start.page();
    var first = page.apply(token);
    var all = new Collected(first.at(members.list()).isPresent());
    var answer = first;
    int skipped = start.taken();
    while (true) {
      var items = answer.items(members.list());
      var fresh = items.subList(Math.min(skipped, items.size()), items.size());
      long room = limit - all.items.all().size();
      if (fresh.size() > room) {
        all.add(fresh.subList(0, (int) room));
        return all.answer(first, Optional.of(new ResumeToken(token, skipped + (int) room)));
      }
      all.add(fresh);
      Optional<String> next = answer.at("nextToken").map(Json::asText);
      if (next.isEmpty()) {
        return all.answer(first, Optional.empty());
      }
      if (all.items.all().size() == limit) {
        return all.answer(first, Optional.of(new ResumeToken(next, 0)));
      }
      if (next.equals(token)) {
        throw Failure.refused("the same page came twice: " + next.get());
      }
      token = next;
      answer = page.apply(token);
      skipped = 0;
    }
  }

  /** What has been seen so far. */
  private final class Collected {
    private final boolean listed;
    private Json.Items items = new Json.Items(List.of());

    private Collected(boolean listed) {
      this.listed = listed;
    }

    private void add(List<Json> more) {
      items = items.and(new Json.Items(more));
    }

    private Json.Members answer(Json.Members first, Optional<ResumeToken> rest) {
      Map<String, Json> answer = new LinkedHashMap<>();
      if (listed || !items.all().isEmpty()) {
        answer.put(members.list(), items);
      }
      members.common().forEach(name -> answer.put(name, first.at(name).orElse(Json.Word.NULL)));
      rest.ifPresent(token -> answer.put("NextToken", new Json.Text(token.text())));
      return new Json.Members(answer);
    }
  }
}
