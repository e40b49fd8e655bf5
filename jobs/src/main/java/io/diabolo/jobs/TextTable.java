package io.diabolo.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A table of text: some columns aligned to the left, the others, numbers, to the right. */
public final class TextTable {

    private final int left;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param left how many columns are aligned to the left */
    public TextTable(int left, String... header) {
        this.left = left;
        row(header);
    }

    /** Missing cells at the end are empty. */
    public void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** The same table with other words and numbers in its cells. */
    public TextTable mapped(UnaryOperator<String> cell) {
        TextTable mapped = null;
        for (List<String> row : rows) {
            String[] cells = row.stream().map(cell).toArray(String[]::new);
            if (mapped == null) {
                mapped = new TextTable(left, cells);
            } else {
                mapped.row(cells);
            }
        }
        return mapped == null ? this : mapped;
    }

    /** As columns of a terminal. */
    @Override
    public String toString() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String space = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? "" : "  ").append(i < left ? row.get(i) + space : space + row.get(i));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** As Markdown. */
    public String markdown() {
        String[] rule = new String[rows.get(0).size()];
        Arrays.fill(rule, "---:");
        Arrays.fill(rule, 0, left, "---");
        List<List<String>> all = new ArrayList<>(rows);
        all.add(1, List.of(rule));
        return all.stream()
                .map(row -> row.stream()
                        .map(cell -> cell.replace("|", "\\|"))
                        .collect(Collectors.joining(" | ", "| ", " |" + " |".repeat(rule.length - row.size()))))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
