package dev.weir.cli.login;

import dev.weir.cli.login.Told.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file while logins are taken back: pure, from what was remembered and what is there to what is
 * to be there, to be remembered and to be told.
 */
final class Undoing {
  private final Remembered start;
  private final String now;
  private final List<Change> rest = new ArrayList<>();
  private final List<Told> told = new ArrayList<>();
  private Document document;

  private Undoing(Remembered start, String now) {
    this.start = start;
    this.now = now;
    this.document = Document.of(now, start.notation());
  }

  /** Takes back what only {@code leaving} needed. */
  static Undoing of(Remembered start, String now, Set<Tool> leaving) {
    var undoing = new Undoing(start, now);
    for (Change change : start.changes()) {
      if (change.isOnlyOf(leaving)) {
        undoing.take(change);
      } else {
        undoing.rest.add(change.without(leaving));
      }
    }
    return undoing;
  }

  private void take(Change change) {
    var entry = document.entry(change.key());
    int line = Document.of(now, start.notation()).line(change.key());
    if (entry.isEmpty()) {
      return; // somebody was here before us
    }
    if (!entry.get().equals(change.after())) {
      tell(What.LEFT, line, entry.get());
      return;
    }
    document = document.restored(change.key(), change.before());
    if (change.before().isPresent()) {
      tell(What.RESTORED, line, change.before().get());
    } else {
      tell(What.REMOVED, line, change.after());
    }
  }

  private void tell(What what, int line, String text) {
    told.add(new Told(what, start.file(), line, Secrets.hidden(text), Optional.empty()));
  }

  /** Whether nothing of any login is left in the file. */
  boolean isComplete() {
    return rest.isEmpty();
  }

  /**
   * The file as it is to be; empty if it is to go. If nobody else changed it since and nothing of
   * any login is left, it is what it was before, to the byte.
   */
  Optional<String> text() {
    if (isComplete() && now.equals(start.after())) {
      return start.before();
    }
    boolean nothing = start.before().isEmpty() && document.text().isBlank();
    return nothing ? Optional.empty() : Optional.of(document.text());
  }

  /** What is to be remembered of the logins that stay. */
  Remembered result() {
    boolean alone = now.equals(start.after());
    return start
        .with(alone ? document.text() : start.after(), rest)
        .seen(Optional.of(document.text()));
  }

  List<Told> told() {
    return told;
  }
}
