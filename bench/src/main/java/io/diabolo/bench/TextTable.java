package io.diabolo.bench;

import io.diabolo.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Cells of text as a table for a terminal, for Markdown, or for a report.
 *
 * @param columns their names
 * @param words whether each column holds words; else numbers, which stand at the right
 * @param rows as many cells each as there are columns
 */
record TextTable(List<String> columns, List<Boolean> words, List<List<String>> rows) {

    TextTable {
        columns = List.copyOf(columns);
        words = List.copyOf(words);
        rows = List.copyOf(rows);
    }

    /** Aligned for a terminal. */
    String text() {
        List<List<String>> all = new ArrayList<>(List.of(columns));
        all.addAll(rows);
        int[] widths = new int[columns.size()];
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String space = " ".repeat(widths[i] - row.get(i).length());
                line.append(words.get(i) ? row.get(i) + space : space + row.get(i))
                        .append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    String markdown() {
        List<List<String>> all = new ArrayList<>();
        all.add(columns);
        all.add(words.stream().map(word -> word ? "---" : "---:").toList());
        all.addAll(rows);
        return all.stream()
                .map(row -> row.stream()
                        .map(cell -> cell.replace("|", "\\|"))
                        .collect(Collectors.joining(" | ", "| ", " |")))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    Table table(String title) {
        List<Table.Column> named = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            named.add(words.get(i) ? Table.Column.text(columns.get(i)) : Table.Column.number(columns.get(i), ""));
        }
        List<List<Table.Cell>> cells = rows.stream()
                .map(row -> row.stream().map(Table.Cell::of).toList())
                .toList();
        return new Table(title, named, cells);
    }
}
