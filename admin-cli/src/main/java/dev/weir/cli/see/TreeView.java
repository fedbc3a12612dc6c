package dev.weir.cli.see;

import dev.weir.cli.json.Json;
import dev.weir.cli.output.Style;
import dev.weir.cli.output.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The answer of {@code GET /weir/v1/tree} as a picture. A domain's branches are the repositories
 * that no other looks in; each repository is drawn out once and referred to afterwards.
 */
final class TreeView {
  private final Style style;
  private final List<String> lines = new ArrayList<>();
  private Map<String, Json> repositories = Map.of();
  private final Set<String> drawn = new HashSet<>();

  private TreeView(Style style) {
    this.style = style;
  }

  static List<String> lines(Json tree, Style style) {
    var view = new TreeView(style);
    tree.items("domains").forEach(view::domain);
    if (view.lines.isEmpty()) {
      view.lines.add("no domains (weir create-domain --domain NAME makes one)");
    }
    return view.lines;
  }

  private void domain(Json domain) {
    lines.add(style.bold(domain.text("name")));
    drawn.clear();
    repositories = new LinkedHashMap<>();
    domain.items("repositories").forEach(each -> repositories.put(each.text("name"), each));
    if (repositories.isEmpty()) {
      lines.add("└── " + style.dim("no repositories"));
    }
    branches("", roots());
  }

  /** Those that nobody looks in; then, should some look in each other in a ring, the rest. */
  private List<String> roots() {
    Set<String> used = new HashSet<>();
    repositories
        .values()
        .forEach(each -> each.items("upstreams").forEach(up -> used.add(up.asText())));
    var roots = new ArrayList<>(repositories.keySet());
    roots.removeAll(used);
    return roots.isEmpty() ? List.copyOf(repositories.keySet()) : roots;
  }

  private void branches(String indent, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      branch(indent, names.get(i), i == names.size() - 1);
    }
  }

  private void branch(String indent, String name, boolean last) {
    var repository = repositories.get(name);
    var start = indent + (last ? "└── " : "├── ");
    if (repository == null) {
      lines.add(start + name + style.red(" (missing)"));
      return;
    }
    if (!drawn.add(name)) {
      lines.add(start + name + (isLeaf(repository) ? "" : style.dim(" (see above)")));
      return;
    }
    lines.add(start + name + described(repository));
    var inner = indent + (last ? "    " : "│   ");
    branches(inner, repository.items("upstreams").stream().map(Json::asText).toList());
    repository
        .at("externalConnection")
        .ifPresent(connection -> lines.add(inner + "=> " + style.cyan(connection.asText())));
  }

  private static boolean isLeaf(Json repository) {
    return repository.items("upstreams").isEmpty() && repository.at("externalConnection").isEmpty();
  }

  private String described(Json repository) {
    var description = Words.harmless(repository.text("description")).replace('\n', ' ').strip();
    return description.isEmpty() ? "" : style.dim("  " + description);
  }
}
