package dev.weir.compare.report;

import java.util.List;

/**
 * A table of a measurement that has a form of its own, such as herds or the start.
 *
 * @param name for JSON
 * @param columns the first is what a row is about
 * @param notes below the table, a sentence each
 */
public record Section(
    String name, String title, List<String> columns, List<List<String>> rows, List<String> notes) {
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
}
