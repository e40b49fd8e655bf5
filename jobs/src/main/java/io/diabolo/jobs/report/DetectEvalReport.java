package io.diabolo.jobs.report;

import io.diabolo.detect.DetectionMetrics;
import io.diabolo.report.Callout;
import io.diabolo.report.Chart;
import io.diabolo.report.LineChart;
import io.diabolo.report.Paragraph;
import io.diabolo.report.Report;
import io.diabolo.report.Section;
import io.diabolo.report.Series;
import io.diabolo.report.Table;
import io.diabolo.report.Table.Cell;
import io.diabolo.report.Table.Column;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** How good a detector is on samples whose labels are known, as a document in one file. */
public final class DetectEvalReport {

    /** The document's file name. */
    public static final String FILE = "report.html";

    private final Subject subject;
    private final List<Judged> judged;
    private final Lang lang;

    private DetectEvalReport(Subject subject, List<Judged> judged, Lang lang) {
        this.subject = subject;
        this.judged = judged;
        this.lang = lang;
    }

    /**
     * What was measured.
     *
     * @param detector its folder
     * @param data the name of the samples
     * @param falseAlarms the promised rate
     * @param verdicts what the detector's verdicts are worth
     */
    public record Subject(String detector, String data, double falseAlarms, DetectionMetrics.Verdicts verdicts) {}

    /** A detector, a part of it, or a reference: the first one is the detector itself. */
    public record Judged(String name, DetectionMetrics metrics) {}

    /**
     * Writes {@code report.html}, its charts and the numbers of them.
     *
     * @param folder made if it does not exist
     * @param locale French for a French report, else English
     * @throws io.diabolo.error.OutputException where a file cannot be written
     */
    public static void write(Subject subject, List<Judged> judged, Path folder, Locale locale) {
        Lang lang = Lang.of(locale);
        DetectEvalReport report = new DetectEvalReport(subject, judged, lang);
        ReportFiles files = new ReportFiles();
        Report page = new Report(
                lang.text("How good the detector is", "Ce que vaut le détecteur"),
                lang.format("%s on %s", "« %s » sur « %s »", subject.detector(), subject.data()),
                lang.locale().getLanguage(),
                List.of(report.answer(), report.table(), report.curves(files)),
                ReportFiles.madeBy(lang));
        files.write(folder.resolve(FILE), page, lang);
    }

    private Section answer() {
        DetectionMetrics.Verdicts verdicts = subject.verdicts();
        DetectionMetrics own = judged.get(0).metrics();
        return new Section(
                lang.text("The answer", "La réponse"),
                List.of(
                        new Callout(
                                Callout.Kind.ANSWER,
                                lang.format(
                                        "It finds %s of the abnormal samples, and calls %s of the normal ones abnormal, where it promised %s. Of its alarms %s are right.",
                                        "Il trouve %s des données anormales, et dit anormales %s des normales, là où il promettait %s. Parmi ses alarmes, %s sont justes.",
                                        lang.percent(verdicts.recall(), 1),
                                        lang.percent(verdicts.falseAlarms(), 2),
                                        lang.share(subject.falseAlarms()),
                                        lang.percent(verdicts.precision(), 1))),
                        new Paragraph(lang.format(
                                "Measured on %s normal and %s abnormal samples. Of few normal samples the share of false alarms says little: of 100 one is 1 %%.",
                                "Mesuré sur %s données normales et %s anormales. Sur peu de données normales, la part de fausses alarmes dit peu : sur 100, une seule fait 1 %%.",
                                lang.integer(own.normal()),
                                lang.integer(own.abnormal())))));
    }

    private Section table() {
        List<List<Cell>> rows = judged.stream()
                .map(one -> List.of(
                        Cell.of(one.name().strip()),
                        Cell.of(one.metrics().auroc(), 4),
                        Cell.of(one.metrics().averagePrecision(), 4),
                        Cell.of(one.metrics().bestF1(), 4),
                        Cell.of(one.metrics().recallAt(subject.falseAlarms()), 4)))
                .toList();
        return new Section(
                lang.text("Beside others", "À côté d'autres"),
                List.of(
                        new Table(
                                lang.text("The same samples, other scores", "Les mêmes données, d'autres scores"),
                                List.of(
                                        Column.text("Score"),
                                        Column.number("AUROC", ""),
                                        Column.number(lang.text("Average precision", "Précision moyenne"), ""),
                                        Column.number(lang.text("Best F1", "Meilleur F1"), ""),
                                        Column.number(
                                                lang.format(
                                                        "Recall at %s",
                                                        "Rappel à %s", lang.share(subject.falseAlarms())),
                                                "")),
                                rows),
                        new Paragraph(
                                lang.text(
                                        "AUROC is how often an abnormal sample has the higher score of a pair; 0.5 is chance. Best F1 and the last column take the best threshold for these very samples, which nobody knows beforehand.",
                                        "L'AUROC dit combien souvent, dans une paire, la donnée anormale a le score le plus haut ; 0,5 est le hasard. Le meilleur F1 et la dernière colonne prennent le meilleur seuil pour ces données mêmes, que personne ne connaît d'avance."))));
    }

    private Section curves(ReportFiles files) {
        Chart operating = chart(
                lang.text("Found against false alarms", "Trouvées selon les fausses alarmes"),
                lang.text("false alarms", "fausses alarmes"),
                lang.text("recall", "rappel"),
                DetectionMetrics.Point::falseAlarms,
                DetectionMetrics.Point::recall);
        Chart precision = chart(
                lang.text("Precision against recall", "Précision selon le rappel"),
                lang.text("recall", "rappel"),
                lang.text("precision", "précision"),
                DetectionMetrics.Point::recall,
                DetectionMetrics.Point::precision);
        return new Section(
                lang.text("Every threshold", "Tous les seuils"),
                List.of(files.chart("false-alarms", operating), files.chart("precision", precision)));
    }

    private Chart chart(
            String title,
            String xLabel,
            String yLabel,
            ToDoubleFunction<DetectionMetrics.Point> x,
            ToDoubleFunction<DetectionMetrics.Point> y) {
        List<Series> series = judged.stream()
                .filter(one -> !one.name().startsWith(" ")) // a part of the detector
                .map(one -> new Series(
                        one.name(),
                        one.metrics().curve().stream().mapToDouble(x).toArray(),
                        one.metrics().curve().stream().mapToDouble(y).toArray(),
                        null))
                .toList();
        return new LineChart(title, xLabel, yLabel, false, false, series);
    }
}
