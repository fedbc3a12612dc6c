package dev.weir.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows of cells in columns as wide as they need to be. The last column is never padded. */
public final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a row; {@code null} is not a cell, an empty one is {@code ""}. */
  public Table row(String... cells) {
    return row(List.of(cells));
  }

  public Table row(List<String> cells) {
    rows.add(cells.stream().map(Table::oneLine).toList());
    return this;
  }

  /** The lines, the first in bold if it is a heading. */
  public List<String> lines(Style style, boolean heading) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      var line = line(row, widths);
      lines.add(heading && lines.isEmpty() ? style.bold(line) : line);
    }
    return lines;
  }

  private static String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      line.append(row.get(i));
      if (i < row.size() - 1) {
        line.append(" ".repeat(widths[i] - width(row.get(i)))).append(GAP);
      }
    }
    return line.toString().stripTrailing();
  }

  private static String oneLine(String cell) {
    return Words.harmless(cell).lines().map(String::strip).collect(Collectors.joining(" "));
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
