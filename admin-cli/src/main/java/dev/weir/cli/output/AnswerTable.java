package dev.weir.cli.output;

import dev.weir.cli.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;

/**
 * An answer of the CodeArtifact API for people: what it says of one thing as a row for each member,
 * lists as tables, and long text, such as a readme, below all that.
 */
public final class AnswerTable {
  /** What is much the same in every row, and wide. JSON has it. */
  private static final Set<String> SAME =
      Set.of("arn", "administratorAccount", "domainOwner", "encryptionKey", "owner");

  private final Style style;
  private final List<String> lines = new ArrayList<>();

  private AnswerTable(Style style) {
    this.style = style;
  }

  public static List<String> lines(Json answer, Style style) {
    var made = new AnswerTable(style);
    made.answer(answer);
    return made.lines;
  }

  /** {@code {"domain": {…}}} is about that domain; the lists in it are cells. */
  private void answer(Json answer) {
    if (answer instanceof Json.Members members
        && members.all().size() == 1
        && members.all().values().iterator().next() instanceof Json.Members inner) {
      rows(flat(inner));
      return;
    }
    var members = flat(answer);
    var lists = new LinkedHashMap<>(members);
    lists.values().removeIf(value -> !(value instanceof Json.Items));
    members.keySet().removeAll(lists.keySet());
    rows(members);
    lists.forEach(this::list);
  }

  private void rows(Map<String, Json> members) {
    var rows = new Table();
    members.forEach(
        (name, value) -> {
          if (!isLong(value)) {
            rows.row(words(name), value.asText());
          }
        });
    lines.addAll(rows.lines(style, false));
    members.values().stream().filter(AnswerTable::isLong).forEach(this::text);
  }

  private void list(String name, Json list) {
    gap();
    var rows = list.items().stream().map(AnswerTable::flat).toList();
    if (rows.isEmpty()) {
      lines.add(style.dim("no " + words(name)));
      return;
    }
    var columns =
        rows.stream()
            .flatMap(row -> row.keySet().stream())
            .distinct()
            .filter(each -> !SAME.contains(each))
            .toList();
    var table = new Table().row(columns.stream().map(each -> heading(each, columns)).toList());
    for (Map<String, Json> row : rows) {
      table.row(
          columns.stream().map(each -> row.getOrDefault(each, Json.Word.NULL).asText()).toList());
    }
    lines.addAll(table.lines(style, true));
  }

  private void text(Json text) {
    gap();
    Words.harmless(text.asText()).lines().forEach(lines::add);
  }

  private void gap() {
    if (!lines.isEmpty()) {
      lines.add("");
    }
  }

  /** Objects within objects laid out flat, with dots in the names. */
  private static Map<String, Json> flat(Json json) {
    var flat = new LinkedHashMap<String, Json>();
    if (json instanceof Json.Members members) {
      flatten("", members, flat);
    } else {
      flat.put("value", json);
    }
    return flat;
  }

  private static void flatten(String prefix, Json.Members members, Map<String, Json> flat) {
    for (Entry<String, Json> member : members.all().entrySet()) {
      if (member.getValue() instanceof Json.Members inner) {
        flatten(prefix + member.getKey() + ".", inner, flat);
      } else {
        flat.put(prefix + member.getKey(), member.getValue());
      }
    }
  }

  private static boolean isLong(Json value) {
    return value instanceof Json.Text text && text.value().strip().indexOf('\n') >= 0;
  }

  /** The last part of a name, if no other column ends in the same. */
  private static String heading(String name, List<String> all) {
    var last = name.substring(name.lastIndexOf('.') + 1);
    boolean alone =
        all.stream().filter(other -> other.equals(last) || other.endsWith("." + last)).count() == 1;
    return words(alone ? last : name).toUpperCase(Locale.ROOT);
  }

  private static String words(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").replace('.', ' ').toLowerCase(Locale.ROOT);
  }
}
