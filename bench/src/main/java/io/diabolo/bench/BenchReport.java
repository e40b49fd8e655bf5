package io.diabolo.bench;

import io.diabolo.file.AtomicFiles;
import io.diabolo.report.Block;
import io.diabolo.report.Callout;
import io.diabolo.report.ChartFiles;
import io.diabolo.report.CodeBlock;
import io.diabolo.report.HtmlReport;
import io.diabolo.report.LineChart;
import io.diabolo.report.Paragraph;
import io.diabolo.report.Report;
import io.diabolo.report.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Tables and charts of what was measured: {@code report.html}, {@code table.md}, {@code charts/}. */
final class BenchReport {

    private BenchReport() {}

    /** Writes all of them into the results folder. */
    static void write(Measured measured, Path out) throws IOException {
        charts(measured, out.resolve("charts"));
        String quick = measured.quick() ? "A quick run: it only shows that everything works.\n\n" : "";
        AtomicFiles.writeString(
                out.resolve("table.md"),
                quick + String.join("", blocks(measured, "charts").values()));
        List<Section> sections = new ArrayList<>();
        if (!measured.quality().isEmpty()) {
            sections.add(new Section("The test error over the seconds of training", quality(measured)));
        }
        measured.throughput().ifPresent(results -> sections.add(new Section("Images a second", throughput(results))));
        measured.busy()
                .ifPresent(results -> sections.add(new Section(
                        "Images a second, one processor kept busy by another process", throughput(results))));
        HtmlReport.write(
                new Report("Diabolo and its peers", headline(measured), "en", sections, ""),
                out.resolve("report.html"));
    }

    /** A PNG, an SVG for light and dark pages, and a CSV for each work. */
    static void charts(Measured measured, Path folder) throws IOException {
        for (QualityResult result : measured.quality()) {
            Optional<LineChart> chart = QualityCharts.of(result);
            if (chart.isPresent()) {
                ChartFiles.write(chart.get(), folder, result.work(), Locale.ROOT);
            }
        }
    }

    /**
     * The tables, and the charts as pictures, by the names of their blocks in a document; only of what was measured.
     *
     * @param charts the folder of the charts, as seen from the document
     */
    static Map<String, String> blocks(Measured measured, String charts) {
        Map<String, String> blocks = new LinkedHashMap<>();
        if (!measured.quality().isEmpty()) {
            blocks.put("quality", markdown(measured, charts));
        }
        measured.throughput().ifPresent(results -> blocks.put("throughput", throughput("Images a second", results)));
        measured.busy()
                .ifPresent(
                        results -> blocks.put("busy", throughput("Images a second, one processor kept busy", results)));
        return blocks;
    }

    private static String markdown(Measured measured, String charts) {
        StringBuilder text = new StringBuilder();
        text.append(headline(measured)).append(".\n\n");
        text.append(QualityTable.of(measured.quality()).markdown()).append('\n');
        QualityTable.remarks(measured.quality())
                .forEach(line -> text.append("- ").append(line).append('\n'));
        text.append('\n');
        for (QualityResult result : measured.quality()) {
            String title = QualityTable.work(result).title();
            text.append("![%s](%s/%s.png)\n".formatted(title, charts, result.work()));
        }
        return text.append('\n').toString();
    }

    private static String throughput(String title, Results results) {
        StringBuilder text = new StringBuilder("### %s\n\n%s:\n\n%s\n"
                .formatted(
                        title,
                        headline(results.date(), results.machine()),
                        ResultTable.of(results).markdown()));
        String lines = ResultTable.peaks(results) + ResultTable.steps(results);
        lines.lines().forEach(line -> text.append("- ").append(line).append('\n'));
        results.notes().forEach(note -> text.append("- ").append(note).append('\n'));
        return text.append('\n').toString();
    }

    private static List<Block> quality(Measured measured) {
        List<Block> blocks = new ArrayList<>();
        if (measured.quick()) {
            blocks.add(new Callout(Callout.Kind.WARNING, "A quick run: it only shows that everything works."));
        }
        blocks.add(QualityTable.of(measured.quality()).table("Seconds, in brackets from the start of the process"));
        QualityTable.remarks(measured.quality()).forEach(line -> blocks.add(new Callout(Callout.Kind.NOTE, line)));
        measured.quality().forEach(result -> QualityCharts.of(result).ifPresent(blocks::add));
        return blocks;
    }

    private static List<Block> throughput(Results results) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(headline(results.date(), results.machine())));
        blocks.add(ResultTable.of(results).table("All sides of all works"));
        results.notes().forEach(note -> blocks.add(new Callout(Callout.Kind.NOTE, note)));
        String machine = ResultTable.peaks(results) + ResultTable.steps(results);
        if (!machine.isBlank()) {
            blocks.add(
                    new Paragraph(
                            "The fraction of the peak counts the products' multiplications and additions, forward and twice backward, against the largest rate that any side reached in the same type."));
            blocks.add(new CodeBlock(machine.strip()));
        }
        return blocks;
    }

    /** Date, machine and what was measured in a line. */
    static String headline(Measured measured) {
        if (measured.quality().isEmpty()) {
            return measured.throughput()
                    .or(measured::busy)
                    .map(results -> headline(results.date(), results.machine()))
                    .orElse("");
        }
        TreeSet<String> commits = new TreeSet<>();
        String last = "";
        for (QualityResult result : measured.quality()) {
            result.curves().stream()
                    .map(Curve::commit)
                    .filter(name -> !name.isEmpty())
                    .forEach(commits::add);
            last = result.date().compareTo(last) > 0 ? result.date() : last;
        }
        String machine = headline(last, measured.quality().get(0).machine());
        return commits.isEmpty() ? machine : machine + ", commit " + String.join(" and ", commits);
    }

    private static String headline(String date, Results.Machine machine) {
        String line = "%s, %s, %d processors, %.0f GB, %s, Java %s"
                .formatted(
                        date,
                        machine.processor(),
                        machine.processors(),
                        machine.memoryBytes() / 1e9,
                        machine.system(),
                        machine.java());
        return machine.data().isEmpty() ? line : line + ", data: " + machine.data();
    }
}
