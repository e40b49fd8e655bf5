package io.diabolo.jobs.report;

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
import io.diabolo.signal.KalmanSmoother;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Signals before and after: what was taken away, and how sure the level is. */
public final class SignalReport {

    public static final String FILE = "report.html";

    /** Rows of the excerpt that is drawn: more would be a blur. */
    private static final int EXCERPT = 160;

    /** Channels that are drawn. */
    private static final int MOST_CHARTS = 8;

    private final Subject subject;
    private final Lang lang;

    private SignalReport(Subject subject, Lang lang) {
        this.subject = subject;
        this.lang = lang;
    }

    /**
     * What was cleaned.
     *
     * @param data the name of the file
     * @param model the denoiser's folder; empty for the Kalman smoother
     * @param channels at least one
     */
    public record Subject(String data, String model, List<Channel> channels) {

        public Subject {
            channels = List.copyOf(channels);
        }
    }

    /**
     * A channel before and after.
     *
     * @param noisy NaN where a value was missing
     * @param clean as many values
     * @param smoothed by the Kalman smoother
     * @param gaps how many values were missing
     * @param noise the estimated standard deviation of the noise
     * @param snrDb of the cleaned channel over what was taken away
     * @param correlation of what was taken away with itself a row later
     * @param suspicious whether that is much
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Channel(
            String name,
            double[] noisy,
            double[] clean,
            KalmanSmoother.Smoothed smoothed,
            int gaps,
            double noise,
            double snrDb,
            double correlation,
            boolean suspicious) {}

    /**
     * Writes {@code report.html}, its charts and their numbers.
     *
     * @param folder made if it does not exist
     * @param locale French for a French report, else English
     * @return the document
     * @throws io.diabolo.error.OutputException where a file cannot be written
     */
    public static Path write(Subject subject, Path folder, Locale locale) {
        Lang lang = Lang.of(locale);
        SignalReport report = new SignalReport(subject, lang);
        ReportFiles files = new ReportFiles();
        List<Section> sections = new ArrayList<>(List.of(report.answer()));
        IntStream.range(0, Math.min(MOST_CHARTS, subject.channels().size()))
                .mapToObj(c -> report.channel(c, files))
                .forEach(sections::add);
        Report document = new Report(
                lang.text("Signals without noise", "Signaux sans bruit"),
                lang.format("%s, cleaned by %s", "« %s », nettoyé par %s", subject.data(), report.cleaner()),
                lang.locale().getLanguage(),
                sections,
                ReportFiles.madeBy(lang));
        Path file = folder.resolve(FILE);
        files.write(file, document, lang);
        return file;
    }

    private String cleaner() {
        return subject.model().isEmpty()
                ? lang.text("a Kalman smoother", "un lisseur de Kalman")
                : lang.format("the denoiser %s", "le débruiteur « %s »", subject.model());
    }

    private Section answer() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Table(
                lang.text("What was found", "Ce qui a été trouvé"),
                List.of(
                        Column.text(lang.text("Column", "Colonne")),
                        Column.number(lang.text("Gaps filled", "Lacunes comblées"), ""),
                        Column.number(lang.text("Noise (standard deviation)", "Bruit (écart type)"), ""),
                        Column.number(lang.text("Signal to noise", "Signal sur bruit"), "dB"),
                        Column.number(
                                lang.text("Correlation of what was taken", "Corrélation de ce qui a été ôté"), "")),
                subject.channels().stream().map(SignalReport::row).toList()));
        blocks.add(
                new Paragraph(
                        lang.text(
                                "The Kalman smoother takes a signal for a level that moves along a slope, both a little at random; how much, and how strong the noise is, was estimated from the column itself by maximum likelihood. The interval holds the level with a probability of 95% as long as that picture is right; it is wider in gaps. It is always that of the smoother, also where a denoiser did the cleaning.",
                                "Le lisseur de Kalman voit dans un signal un niveau qui suit une pente, l'un et l'autre un peu au hasard ; leur part et la force du bruit ont été estimées sur la colonne même, par maximum de vraisemblance. L'intervalle contient le niveau avec une probabilité de 95 % tant que cette image est juste ; il est plus large dans les lacunes. C'est toujours celui du lisseur, même si un débruiteur a nettoyé le signal.")));
        subject.channels().stream()
                .filter(Channel::suspicious)
                .forEach(channel -> blocks.add(new Callout(
                        Callout.Kind.WARNING,
                        lang.format(
                                "What was taken from %s is not like noise: neighbours correlate by %s. A part of the signal may have gone with it.",
                                "Ce qui a été ôté à « %s » ne ressemble pas à du bruit : les voisins sont corrélés à %s. Une partie du signal a pu partir avec.",
                                channel.name(),
                                lang.decimal(channel.correlation(), 2)))));
        return new Section(lang.text("The answer", "La réponse"), blocks);
    }

    private static List<Cell> row(Channel channel) {
        return List.of(
                Cell.of(channel.name()),
                Cell.of(channel.gaps()),
                Cell.of(channel.noise(), decimals(channel.noise())),
                Cell.of(channel.snrDb(), 1),
                Cell.of(channel.correlation(), 2));
    }

    /** Four digits that say something. */
    private static int decimals(double value) {
        return value > 0 ? Math.max(0, Math.min(12, 3 - (int) Math.floor(Math.log10(value)))) : 0;
    }

    private Section channel(int index, ReportFiles files) {
        Channel channel = subject.channels().get(index);
        int from = excerpt(channel);
        int to = Math.min(channel.noisy().length, from + EXCERPT);
        List<Series> lines = new ArrayList<>();
        add(lines, lang.text("as it was", "tel quel"), channel.noisy(), from, to);
        add(lines, lang.text("cleaned", "nettoyé"), channel.clean(), from, to);
        double[] lower = IntStream.range(0, channel.noisy().length)
                .mapToDouble(channel.smoothed()::lower)
                .toArray();
        double[] upper = IntStream.range(0, channel.noisy().length)
                .mapToDouble(channel.smoothed()::upper)
                .toArray();
        add(lines, lang.text("lower end (95%)", "borne inférieure (95 %)"), lower, from, to);
        add(lines, lang.text("upper end (95%)", "borne supérieure (95 %)"), upper, from, to);
        double[] taken = channel.noisy().clone();
        for (int t = 0; t < taken.length; t++) {
            taken[t] -= channel.clean()[t];
        }
        List<Series> rest = new ArrayList<>();
        add(rest, lang.text("taken away", "ôté"), taken, from, to);
        String rows = lang.text("row", "ligne");
        List<Block> blocks = new ArrayList<>();
        if (!lines.isEmpty()) {
            blocks.add(files.chart(
                    "signal-" + (index + 1), new LineChart(channel.name(), rows, channel.name(), false, false, lines)));
        }
        if (!rest.isEmpty()) {
            blocks.add(files.chart(
                    "residuals-" + (index + 1),
                    new LineChart(
                            lang.format("What was taken from %s", "Ce qui a été ôté à « %s »", channel.name()),
                            rows,
                            channel.name(),
                            false,
                            false,
                            rest)));
        }
        return new Section(channel.name(), blocks);
    }

    /** The first row to draw: near the first gap that is not at the very start, if there is one. */
    private static int excerpt(Channel channel) {
        int rows = channel.noisy().length;
        for (int t = 0; t < rows; t++) {
            if (Double.isNaN(channel.noisy()[t])) {
                return Math.max(0, Math.min(t - EXCERPT / 2, rows - EXCERPT));
            }
        }
        return 0;
    }

    /** A line through the known values; none where there are none. */
    private static void add(List<Series> lines, String name, double[] values, int from, int to) {
        int[] known =
                IntStream.range(from, to).filter(t -> !Double.isNaN(values[t])).toArray();
        if (known.length > 0) {
            double[] x = IntStream.of(known).asDoubleStream().toArray();
            double[] y = IntStream.of(known).mapToDouble(t -> values[t]).toArray();
            lines.add(new Series(name, x, y, null));
        }
    }
}
