package dev.weir.compare.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of a measurement that has a form of its own, such as herds or the start.
 *
 * @param name for JSON
 * @param columns the first is what a row is about
 * @param notes below the table, a sentence each
 * @param plot the column that is drawn as well; 0 is none
 */
public record Section(
    String name,
    String title,
    List<String> columns,
    List<List<String>> rows,
    List<String> notes,
    int plot) {
  public Section {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    notes = List.copyOf(notes);
    for (var row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "row: " + row + " (expected: " + columns.size() + " cells)");
      }
    }
  }

  /** A table that isn't drawn. */
  public Section(
      String name,
      String title,
      List<String> columns,
      List<List<String>> rows,
      List<String> notes) {
    this(name, title, columns, rows, notes, 0);
  }

  /** The same, with a column of numbers drawn as bars. */
  public Section plotted(int column) {
    return new Section(name, title, columns, rows, notes, column);
  }

  /** The same with a further note. */
  public Section noted(String note) {
    var more = new ArrayList<>(notes);
    more.add(note);
    return new Section(name, title, columns, rows, more, plot);
  }
}
