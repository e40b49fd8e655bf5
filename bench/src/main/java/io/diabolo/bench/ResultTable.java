package io.diabolo.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Images a second as a table: a line for each side of each work. */
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
            "peak MB",
            "of peak",
            "how");

    private ResultTable() {}

    static TextTable of(Results results) {
        List<Boolean> words = new ArrayList<>();
        for (int i = 0; i < COLUMNS.size(); i++) {
            words.add(i < WORDS || i == COLUMNS.size() - 1);
        }
        return new TextTable(COLUMNS, words, rows(results));
    }

    private static List<List<String>> rows(Results results) {
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
        Results.SideResult diabolo = work.side(Side.DIABOLO).orElse(side);
        if (!diabolo.equals(side)) {
            Statistics.Spread ratios = diabolo.ratioTo(side);
            ratio = "%.2fx".formatted(ratios.median());
            spread = "%.2f - %.2f".formatted(ratios.least(), ratios.most());
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
}
