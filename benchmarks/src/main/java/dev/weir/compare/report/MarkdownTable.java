package dev.weir.compare.report;

import java.util.List;

/** A table in Markdown; the first column is text, the others are figures. */
final class MarkdownTable {
  private final StringBuilder text = new StringBuilder();

  MarkdownTable(List<String> columns) {
    row(columns);
    text.append("| --- |").append(" ---: |".repeat(columns.size() - 1)).append('\n');
  }

  MarkdownTable row(List<String> cells) {
    text.append('|');
    cells.forEach(cell -> text.append(' ').append(cell.replace("|", "\\|")).append(" |"));
    text.append('\n');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
