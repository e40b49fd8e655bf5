package io.diabolo.jobs.report;

import io.diabolo.detect.Finding;
import io.diabolo.detect.FitReport;
import io.diabolo.image.Picture;
import io.diabolo.image.Sheet;
import io.diabolo.report.Block;
import io.diabolo.report.Callout;
import io.diabolo.report.LineChart;
import io.diabolo.report.Paragraph;
import io.diabolo.report.Report;
import io.diabolo.report.Section;
import io.diabolo.report.Series;
import io.diabolo.report.Table;
import io.diabolo.report.Table.Cell;
import io.diabolo.report.Table.Column;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a detector found, as a document in one file. */
public final class DetectReport {

    /** The document's file name. */
    public static final String FILE = "report.html";

    private static final int SHOWN = 20;
    private static final int MOST_POINTS = 400;

    private final Subject subject;
    private final FitReport fit;
    private final double falseAlarms;
    private final List<Finding> findings;
    private final Lang lang;

    private DetectReport(Subject subject, List<Finding> findings, Lang lang) {
        this.subject = subject;
        fit = subject.fit();
        falseAlarms = subject.falseAlarms();
        this.findings = findings;
        this.lang = lang;
    }

    /**
     * What was looked at, and by what.
     *
     * @param data the name of what was looked at
     * @param fit how the detector was made
     * @param falseAlarms its promise
     * @param threshold the score above which a sample counts as abnormal
     */
    public record Subject(String data, FitReport fit, double falseAlarms, double threshold) {}

    /**
     * A picture and where it is not as expected.
     *
     * @param item its name
     * @param heat black where it is as normal pictures are
     */
    public record Shown(String item, Picture picture, Picture expected, Picture heat) {}

    /**
     * Writes {@code report.html}, its chart and the numbers of it.
     *
     * @param shown the strangest pictures; empty where samples are no pictures
     * @param folder made if it does not exist
     * @param locale French for a French report, else English
     * @throws io.diabolo.error.OutputException where a file cannot be written
     */
    public static void write(Subject subject, List<Finding> findings, List<Shown> shown, Path folder, Locale locale) {
        Lang lang = Lang.of(locale);
        DetectReport report = new DetectReport(subject, findings, lang);
        ReportFiles files = new ReportFiles();
        List<Section> sections = new ArrayList<>(List.of(report.answer()));
        if (!shown.isEmpty()) {
            sections.add(report.pictures(shown, files));
        }
        sections.addAll(List.of(report.strangest(), report.probabilities(files), report.making()));
        Report document = new Report(
                lang.text("What is abnormal", "Ce qui est anormal"),
                lang.format(
                        "%s, judged by a detector of %s",
                        "« %s », selon un détecteur de « %s »",
                        subject.data(),
                        subject.fit().data()),
                lang.locale().getLanguage(),
                sections,
                lang.text(
                        "Made by Diabolo; the scores of all samples lie beside this file in scores.csv.",
                        "Rédigé par Diabolo ; les scores de toutes les données se trouvent à côté de ce fichier, dans scores.csv."));
        files.write(folder.resolve(FILE), document, lang);
    }

    private Section pictures(List<Shown> shown, ReportFiles files) {
        Sheet sheet = Sheet.ofRows(List.of(
                        shown.stream().map(Shown::picture).toList(),
                        shown.stream().map(Shown::expected).toList(),
                        shown.stream().map(Shown::heat).toList()))
                .withRowTitles(List.of(
                        lang.text("picture", "image"), lang.text("rebuilt", "refaite"), lang.text("heat", "écart")));
        String caption = lang.format(
                "The strangest first: %s. The heat map is black where a pixel is as normal pictures have it, over red to yellow; its scale was fixed by normal pictures.",
                "Les plus étranges d'abord : %s. La carte est noire là où un pixel est comme dans les images normales, puis rouge, puis jaune ; son échelle a été fixée par des images normales.",
                lang.list(shown.stream().map(Shown::item).toList()));
        return new Section(
                lang.text("Where they differ", "Où elles diffèrent"),
                List.of(files.sheet("strangest", caption, caption, sheet)));
    }

    private Section answer() {
        long abnormal = findings.stream().filter(Finding::abnormal).count();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Callout(
                Callout.Kind.ANSWER,
                lang.format(
                        "%s of %s count as abnormal. If all were normal, about %s would (%s).",
                        "%s sur %s comptent comme anormales. Si toutes étaient normales, ce serait le cas d'environ %s (%s).",
                        lang.integer(abnormal),
                        samples(findings.size()),
                        lang.decimal(falseAlarms * findings.size(), falseAlarms * findings.size() < 10 ? 1 : 0),
                        lang.share(falseAlarms))));
        blocks.add(new Paragraph(lang.format(
                "The p-value of a sample is the share of normal samples that look at least as strange, counted among %s that were held out when the detector was fitted. A sample counts as abnormal where that is at most %s. The promise holds as long as normal samples are drawn as those were: another season, another machine or another camera is another population.",
                "La valeur p d'une donnée est la part des données normales qui paraissent au moins aussi étranges, comptée parmi %s mises de côté lors de l'ajustement du détecteur. Une donnée compte comme anormale si cette part ne dépasse pas %s. La promesse vaut tant que les données normales proviennent de la même population : une autre saison, une autre machine ou une autre caméra en est une autre.",
                samples(fit.heldOut()),
                lang.share(falseAlarms))));
        if (abnormal > 3 * Math.max(1, falseAlarms * findings.size()) && abnormal > findings.size() / 2) {
            blocks.add(
                    new Callout(
                            Callout.Kind.WARNING,
                            lang.text(
                                    "More than half of the samples count as abnormal: the data may have changed as a whole, for example its units, its columns or its lighting.",
                                    "Plus de la moitié des données comptent comme anormales : l'ensemble a peut-être changé, par exemple les unités, les colonnes ou l'éclairage.")));
        }
        for (String warning : fit.warnings()) {
            blocks.add(new Callout(Callout.Kind.WARNING, warning));
        }
        return new Section(lang.text("The answer", "La réponse"), blocks);
    }

    private String samples(long count) {
        return lang.count(count, lang.text("sample", "donnée"), lang.text("samples", "données"));
    }

    private Section strangest() {
        List<List<Cell>> rows = findings.stream()
                .sorted(Comparator.comparingDouble(Finding::score).reversed())
                .limit(SHOWN)
                .map(finding -> List.of(
                        Cell.of(finding.item()),
                        Cell.of(
                                finding.abnormal()
                                        ? lang.text("abnormal", "anormale")
                                        : lang.text("normal", "normale")),
                        Cell.of(finding.pValue(), 4),
                        Cell.of(finding.score(), 2),
                        Cell.of(reasons(finding))))
                .toList();
        return new Section(
                lang.text("The strangest samples", "Les données les plus étranges"),
                List.of(
                        new Table(
                                lang.text("The highest scores", "Les scores les plus élevés"),
                                List.of(
                                        Column.text(lang.text("Sample", "Donnée")),
                                        Column.text("Verdict"),
                                        Column.number("p", ""),
                                        Column.number("Score", ""),
                                        Column.text(lang.text("Why", "Pourquoi"))),
                                rows),
                        new Paragraph(lang.format(
                                "Scores have no unit: 0 is the median of normal samples, 1 about their 90th percentile; the threshold is %s. What was expected comes from the other elements of the same sample.",
                                "Les scores n'ont pas d'unité : 0 est la médiane des données normales, 1 environ leur 90e centile ; le seuil est %s. Ce qui était attendu vient des autres éléments de la même donnée.",
                                lang.decimal(subject.threshold(), 2)))));
    }

    private String reasons(Finding finding) {
        return finding.reasons().stream()
                .map(reason -> lang.format(
                        "%s is %s, expected %s (%s)",
                        "%s vaut %s, attendu %s (%s)",
                        reason.where(),
                        reason.value(),
                        reason.expected(),
                        lang.share(reason.share())))
                .collect(Collectors.joining("; "));
    }

    /** Of normal samples alone, the curve would lie on the diagonal. */
    private Section probabilities(ReportFiles files) {
        double[] rising =
                findings.stream().mapToDouble(Finding::pValue).sorted().toArray();
        int points = Math.min(MOST_POINTS, rising.length);
        double[] x = new double[points];
        double[] y = new double[points];
        for (int i = 0; i < points; i++) {
            int at = (int) ((long) (i + 1) * rising.length / points) - 1;
            x[i] = rising[at];
            y[i] = (at + 1.0) / rising.length;
        }
        double low = Math.max(1e-6, Math.min(x[0], y[0]));
        LineChart chart = new LineChart(
                lang.text(
                        "How many samples are how improbable", "Combien de données sont improbables, et à quel point"),
                lang.text("p-value", "valeur p"),
                lang.text("share of samples", "part des données"),
                true,
                true,
                List.of(
                        new Series(lang.text("these samples", "ces données"), x, y, null),
                        new Series(
                                lang.text("if all were normal", "si toutes étaient normales"),
                                new double[] {low, 1},
                                new double[] {low, 1},
                                null)));
        return new Section(
                lang.text("How sure it is", "Avec quelle certitude"), List.of(files.chart("p-values", chart)));
    }

    private Section making() {
        List<List<Cell>> rows = new ArrayList<>();
        row(rows, lang.text("fitted to", "ajusté sur"), fit.data() + ", " + samples(fit.samples()));
        row(rows, lang.text("trained on", "entraîné sur"), samples(fit.trained()));
        row(rows, lang.text("held out for the promise", "mises de côté pour la promesse"), samples(fit.heldOut()));
        row(
                rows,
                lang.text("left out as too strange to be normal", "écartées comme trop étranges pour être normales"),
                samples(fit.leftOut()));
        row(
                rows,
                lang.text("smallest rate that can be promised", "plus petit taux que l'on puisse promettre"),
                lang.percent(fit.smallestRate(), 2));
        row(rows, lang.text("fitted in", "ajusté en"), lang.duration(fit.seconds()));
        row(rows, lang.text("made with", "fait avec"), String.join(", ", fit.versions()));
        return new Section(
                lang.text("The detector", "Le détecteur"),
                List.of(new Table(
                        lang.text("How it was made", "Comment il a été fait"),
                        List.of(Column.text(lang.text("What", "Quoi")), Column.text(lang.text("Value", "Valeur"))),
                        rows)));
    }

    private static void row(List<List<Cell>> rows, String what, String value) {
        rows.add(List.of(Cell.of(what), Cell.of(value)));
    }
}
