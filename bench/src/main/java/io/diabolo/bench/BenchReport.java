package io.diabolo.bench;

import io.diabolo.file.AtomicFiles;
import io.diabolo.json.Json;
import io.diabolo.report.Block;
import io.diabolo.report.Callout;
import io.diabolo.report.ChartFiles;
import io.diabolo.report.CodeBlock;
import io.diabolo.report.HtmlReport;
import io.diabolo.report.LineChart;
import io.diabolo.report.Paragraph;
import io.diabolo.report.Report;
import io.diabolo.report.Section;
import io.diabolo.report.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes {@code results.json}, {@code table.md}, {@code report.html} and the chart of ratios. */
final class BenchReport {

    private BenchReport() {}

    static void write(Results results, Path out) throws IOException {
        List<List<String>> rows = ResultTable.rows(results);
        AtomicFiles.writeString(out.resolve("results.json"), Json.text(results) + "\n");
        AtomicFiles.writeString(
                out.resolve("table.md"), "%s%n%n%s".formatted(headline(results), ResultTable.markdown(rows)));
        List<Block> blocks = new ArrayList<>();
        if (results.quick()) {
            blocks.add(new Callout(Callout.Kind.WARNING, "A quick run: it only shows that everything works."));
        }
        Optional<LineChart> chart = chart(results);
        if (chart.isPresent()) {
            blocks.add(chart.get());
            ChartFiles.write(chart.get(), out, "ratios", Locale.ROOT);
        }
        blocks.add(ResultTable.table(rows));
        results.notes().forEach(note -> blocks.add(new Callout(Callout.Kind.NOTE, note)));
        List<Section> sections = new ArrayList<>(List.of(new Section("The same work, in turn", blocks)));
        String machine = ResultTable.peaks(results) + ResultTable.steps(results);
        if (!machine.isBlank()) {
            sections.add(new Section(
                    "The machine, and where a step's time goes",
                    List.of(
                            new Paragraph(
                                    "The fraction of the peak counts the products' multiplications and additions, forward and twice backward, against the largest rate that any side reached in the same type."),
                            new CodeBlock(machine.strip()))));
        }
        HtmlReport.write(
                new Report("Diabolo and its peers", headline(results), "en", sections, ""), out.resolve("report.html"));
    }

    /** Date, machine and data in a line. */
    static String headline(Results results) {
        Results.Machine machine = results.machine();
        return "%s, %s, %d processors, %.0f GB, %s, Java %s, data: %s"
                .formatted(
                        results.date(),
                        machine.processor(),
                        machine.processors(),
                        machine.memoryBytes() / 1e9,
                        machine.system(),
                        machine.java(),
                        machine.data());
    }

    /** How many times faster Diabolo is than each peer, work by work; empty without peers. */
    private static Optional<LineChart> chart(Results results) {
        List<Series> series = new ArrayList<>();
        for (String peer : List.of("lab", "tuned")) {
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i < results.works().size(); i++) {
                Results.WorkResult work = results.works().get(i);
                Optional<Results.SideResult> other = work.side(peer);
                Optional<Results.SideResult> diabolo = work.side(Side.DIABOLO);
                if (other.isPresent() && diabolo.isPresent()) {
                    Statistics.Spread ratio = diabolo.get().ratioTo(other.get());
                    if (ratio.median() > 0) {
                        points.add(new double[] {i + 1, ratio.median(), (ratio.most() - ratio.least()) / 2});
                    }
                }
            }
            if (!points.isEmpty()) {
                series.add(new Series("against " + peer, column(points, 0), column(points, 1), column(points, 2)));
            }
        }
        return series.isEmpty()
                ? Optional.empty()
                : Optional.of(new LineChart(
                        "How many times faster Diabolo is",
                        "line of the table's works, from the first",
                        "ratio of images/s",
                        false,
                        true,
                        series));
    }

    private static double[] column(List<double[]> points, int column) {
        return points.stream().mapToDouble(point -> point[column]).toArray();
    }
}
