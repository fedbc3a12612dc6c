package dev.weir.cli.login;

import dev.weir.cli.Failure;
import dev.weir.cli.login.Told.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file while it is edited on behalf of a tool: pure, from what was remembered and what is there
 * to what is to be there, to be remembered and to be told.
 */
final class Editing {
  private final Tool tool;
  private final Remembered start;
  private final List<Change> changes;
  private final List<Told> told = new ArrayList<>();
  private Document document;

  private Editing(Tool tool, Remembered start) {
    this.tool = tool;
    this.start = start;
    this.changes = new ArrayList<>(start.changes());
    this.document = Document.of(start.after(), start.notation());
  }

  /** Makes the settings stand in the file. */
  static Editing of(Tool tool, Remembered start, List<Setting> settings) {
    var editing = new Editing(tool, start);
    try {
      settings.forEach(editing::apply);
    } catch (Failure odd) {
      throw Failure.usage(start.file() + ": " + odd.line());
    }
    settings.forEach(editing::tell);
    return editing;
  }

  private void apply(Setting setting) {
    Optional<Change> ours = start.change(setting.key());
    var now = document.entry(setting.key());
    // What a login wrote is no opinion of the user's.
    var lines = setting.lines(ours.isPresent() && isDefault(setting) ? Optional.empty() : now);
    if (lines.isEmpty()) {
      ours.ifPresent(change -> replace(change, change.again(change.after(), tool)));
      return;
    }
    document = document.with(setting.key(), lines.get());
    var after = document.entry(setting.key()).orElse("");
    if (ours.isPresent()) {
      replace(ours.get(), ours.get().again(after, tool));
    } else if (now.filter(after::equals).isEmpty()) {
      changes.add(new Change(setting.key(), now, after, Set.of(tool)));
    }
  }

  private static boolean isDefault(Setting setting) {
    return setting instanceof Setting.Unless;
  }

  private void replace(Change old, Change by) {
    changes.set(changes.indexOf(old), by);
  }

  /** Told last, when every line has its number. */
  private void tell(Setting setting) {
    var change = changes.stream().filter(each -> each.key().equals(setting.key())).findFirst();
    var before = Document.of(start.after(), start.notation()).entry(setting.key());
    var now = document.entry(setting.key());
    boolean same = before.equals(now);
    told.add(
        new Told(
            same || change.isEmpty() ? What.KEPT : What.SET,
            start.file(),
            document.line(setting.key()),
            Secrets.hidden(now.orElse("")),
            same ? Optional.empty() : before.map(Secrets::hidden)));
  }

  /** What is to be remembered, with the file as it is to be. */
  Remembered result() {
    return start.with(document.text(), changes);
  }

  List<Told> told() {
    return told;
  }
}
