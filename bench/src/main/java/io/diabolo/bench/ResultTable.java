package io.diabolo.bench;

import io.diabolo.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The results as a table of text, of Markdown, or for a report: a line for each side of each work. */
final class ResultTable {

    private static final int WORDS = 3;
    private static final List<String> COLUMNS = List.of(
            "work",
            "what",
            "side",
            "images/s",
            "Diabolo is",
            "from - to",
            "whole s",
            "test MSE",
            "Diabolo's loss",
            "peak MB",
            "of peak",
            "how");

    private ResultTable() {}

    static List<List<String>> rows(Results results) {
        List<List<String>> rows = new ArrayList<>();
        for (Results.WorkResult work : results.works()) {
            for (Results.SideResult side : work.sides()) {
                rows.add(row(results, work, side));
            }
        }
        return rows;
    }

    private static List<String> row(Results results, Results.WorkResult work, Results.SideResult side) {
        String ratio = "";
        String spread = "";
        String loss = "";
        Results.SideResult diabolo = work.side(Side.DIABOLO).orElse(side);
        if (!diabolo.equals(side)) {
            Statistics.Spread ratios = diabolo.ratioTo(side);
            ratio = "%.2fx".formatted(ratios.median());
            spread = "%.2f - %.2f".formatted(ratios.least(), ratios.most());
            double above = diabolo.lossAbove(side);
            loss = Double.isFinite(above) ? "%+.1f %%".formatted(100 * above) : "";
        }
        return List.of(
                work.work(),
                work.title(),
                side.side(),
                rate(side.rate()),
                ratio,
                spread,
                "%.2f".formatted(side.wholeSeconds()),
                Double.isFinite(side.loss()) ? "%.5f".formatted(side.loss()) : "",
                loss,
                side.peakBytes() == 0 ? "" : "%,.0f".formatted(side.peakBytes() / 1e6),
                ofPeak(results, work, side),
                side.ready().how());
    }

    private static String rate(double rate) {
        return rate < 100 ? "%.2f".formatted(rate) : "%,.0f".formatted(rate);
    }

    private static String ofPeak(Results results, Results.WorkResult work, Results.SideResult side) {
        double peak = results.peak(side.ready().precision());
        double share = work.flopsPerImage() * side.rate() / (peak * 1e9);
        return share > 0 && Double.isFinite(share)
                ? "%.0f %% %s".formatted(100 * share, side.ready().precision())
                : "";
    }

    /** Aligned for a terminal. */
    static String text(List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>(List.of(COLUMNS));
        all.addAll(rows);
        int[] widths = new int[COLUMNS.size()];
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
                line.append(isText(i) ? row.get(i) + space : space + row.get(i)).append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    static String markdown(List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(COLUMNS);
        List<String> rule = new ArrayList<>();
        for (int i = 0; i < COLUMNS.size(); i++) {
            rule.add(isText(i) ? "---" : "---:");
        }
        all.add(rule);
        all.addAll(rows);
        return all.stream()
                .map(row -> row.stream()
                        .map(cell -> cell.replace("|", "\\|"))
                        .collect(Collectors.joining(" | ", "| ", " |")))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    static Table table(List<List<String>> rows) {
        List<Table.Column> columns = new ArrayList<>();
        for (int i = 0; i < COLUMNS.size(); i++) {
            columns.add(isText(i) ? Table.Column.text(COLUMNS.get(i)) : Table.Column.number(COLUMNS.get(i), ""));
        }
        List<List<Table.Cell>> cells = rows.stream()
                .map(row -> row.stream().map(Table.Cell::of).toList())
                .toList();
        return new Table("All sides of all works", columns, cells);
    }

    /** The products' rates, a line a side. */
    static String peaks(Results results) {
        return results.peaks().stream()
                .map(row -> "largest product, %s: %,.0f GFLOP/s in fp32, %,.0f in bf16%n"
                        .formatted(row.side(), row.fp32(), row.bf16()))
                .collect(Collectors.joining());
    }

    /** Where Diabolo's steps spend their time, a line a work. */
    static String steps(Results results) {
        return results.steps().stream()
                .map(row -> String.format(
                        Locale.ROOT,
                        "a step of (%s): data %.2f ms, forward %.2f, backward %.2f, optimiser %.2f, reading the loss %.2f%n",
                        row.work(),
                        row.milliseconds().data(),
                        row.milliseconds().forward(),
                        row.milliseconds().backward(),
                        row.milliseconds().optimizer(),
                        row.milliseconds().loss()))
                .collect(Collectors.joining());
    }

    private static boolean isText(int column) {
        return column < WORDS || column == COLUMNS.size() - 1;
    }
}
