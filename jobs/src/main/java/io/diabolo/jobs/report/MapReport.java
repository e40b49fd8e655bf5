package io.diabolo.jobs.report;

import io.diabolo.data.Dataset;
import io.diabolo.embed.Planes;
import io.diabolo.eval.Neighbourhoods;
import io.diabolo.image.Picture;
import io.diabolo.image.Size;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.report.Block;
import io.diabolo.report.ImageBlock;
import io.diabolo.report.Paragraph;
import io.diabolo.report.PointMap;
import io.diabolo.report.Report;
import io.diabolo.report.ScatterChart;
import io.diabolo.report.Section;
import io.diabolo.report.Table;
import io.diabolo.report.Table.Cell;
import io.diabolo.report.Table.Column;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** A map of codes as a document in one file. */
public final class MapReport {

    /** The document's file name. */
    public static final String FILE = "map.html";

    private static final int THUMBNAIL = 32;

    private final Subject subject;
    private final List<Plane> planes;
    private final Lang lang;

    private MapReport(Subject subject, List<Plane> planes, Lang lang) {
        this.subject = subject;
        this.planes = planes;
        this.lang = lang;
    }

    /**
     * What is on the map.
     *
     * @param model the name of the model
     * @param shown the samples
     * @param of how many the data has
     * @param latent the numbers of a code
     */
    public record Subject(String model, Dataset shown, int of, int latent) {}

    /**
     * The samples in a plane.
     *
     * @param points [N][2]
     * @param kept what is left of the five nearest neighbours
     * @param seconds that it took
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Plane(Planes.Layout layout, double[][] points, Neighbourhoods kept, double seconds) {}

    /**
     * Writes the page, and each layout as a chart and as numbers beside it.
     *
     * @param page in a folder that is made if it does not exist
     * @param locale French for a French page, else English
     * @throws io.diabolo.error.OutputException where a file cannot be written
     */
    public static void write(Subject subject, List<Plane> planes, Path page, Locale locale) {
        Lang lang = Lang.of(locale);
        MapReport report = new MapReport(subject, planes, lang);
        ReportFiles files = new ReportFiles();
        Report document = new Report(
                lang.text("A map of the codes", "Une carte des codes"),
                lang.format(
                        "%s, encoded by %s to %s",
                        "« %s », encodé par « %s » en %s",
                        subject.shown().name(),
                        subject.model(),
                        lang.count(subject.latent(), lang.text("number", "nombre"), lang.text("numbers", "nombres"))),
                lang.locale().getLanguage(),
                List.of(report.map(files), report.neighbours()),
                ReportFiles.madeBy(lang));
        files.write(page, document, lang);
    }

    private Section map(ReportFiles files) {
        Dataset shown = subject.shown();
        List<String> classNames = new ArrayList<>(shown.labelNames());
        boolean unlabelled = IntStream.range(0, shown.size()).anyMatch(row -> shown.label(row) == Dataset.NO_LABEL);
        if (unlabelled) {
            classNames.add(lang.text("no label", "sans étiquette"));
        }
        List<ScatterChart> layouts = new ArrayList<>();
        for (Plane plane : planes) {
            List<ScatterChart.Point> points = IntStream.range(0, shown.size())
                    .mapToObj(row -> new ScatterChart.Point(
                            plane.points()[row][0],
                            plane.points()[row][1],
                            shown.label(row) == Dataset.NO_LABEL ? classNames.size() - 1 : shown.label(row)))
                    .toList();
            ScatterChart chart = new ScatterChart(name(plane.layout()), "", "", points, classNames);
            files.chart(plane.layout().name().toLowerCase(Locale.ROOT), chart);
            layouts.add(chart);
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new PointMap(
                lang.format(
                        "%s of %s samples",
                        "%s données sur %s", lang.integer(shown.size()), lang.integer(subject.of())),
                layouts,
                IntStream.range(0, shown.size()).mapToObj(shown::itemName).toList(),
                thumbnails()));
        return new Section(lang.text("The map", "La carte"), blocks);
    }

    private String name(Planes.Layout layout) {
        return switch (layout) {
            case PCA -> lang.text("PCA", "ACP");
            case AUTOENCODER -> lang.text("autoencoder with two numbers", "auto-encodeur à deux nombres");
            case TSNE -> "t-SNE";
        };
    }

    private Section neighbours() {
        List<List<Cell>> rows = planes.stream()
                .map(plane -> List.of(
                        Cell.of(name(plane.layout())),
                        Cell.of(plane.kept().trustworthiness(), 3),
                        Cell.of(plane.kept().continuity(), 3),
                        Cell.of(plane.seconds(), 1)))
                .toList();
        return new Section(
                lang.text("What the map keeps", "Ce que la carte conserve"),
                List.of(
                        new Table(
                                lang.text("The five nearest neighbours", "Les cinq plus proches voisins"),
                                List.of(
                                        Column.text(lang.text("Layout", "Disposition")),
                                        Column.number(lang.text("Trustworthiness", "Fiabilité"), ""),
                                        Column.number(lang.text("Continuity", "Continuité"), ""),
                                        Column.number(lang.text("Time", "Durée"), "s")),
                                rows),
                        new Paragraph(
                                lang.text(
                                        "Trustworthiness says whether neighbours on the map are neighbours among the codes, continuity whether neighbours among the codes are so on the map; 1 is best. A plane cannot keep all distances: t-SNE keeps neighbours, but the distance between groups and their sizes mean nothing in it; PCA keeps large distances and lets groups overlap.",
                                        "La fiabilité dit si les voisins sur la carte sont voisins parmi les codes, la continuité si les voisins parmi les codes le sont sur la carte ; 1 est le mieux. Un plan ne peut conserver toutes les distances : t-SNE conserve les voisins, mais la distance entre les groupes et leur taille n'y veulent rien dire ; l'ACP conserve les grandes distances et laisse les groupes se recouvrir."))));
    }

    private Optional<PointMap.Thumbnails> thumbnails() {
        Dataset shown = subject.shown();
        if (!shown.shape().isPicture()) {
            return Optional.empty();
        }
        ArrayPreprocessing preprocessing = Preprocessing.of(shown).asArrays();
        int longer = Math.max(shown.shape().height(), shown.shape().width());
        int height = Math.max(1, Math.min(THUMBNAIL, longer) * shown.shape().height() / longer);
        int width = Math.max(1, Math.min(THUMBNAIL, longer) * shown.shape().width() / longer);
        int columns = (int) Math.ceil(Math.sqrt(shown.size()));
        BufferedImage sheet = new BufferedImage(
                columns * width, (shown.size() + columns - 1) / columns * height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        float[] values = new float[shown.shape().elements()];
        for (int row = 0; row < shown.size(); row++) {
            preprocessing.read(shown, new int[] {row}, values, new float[values.length]);
            Picture picture = preprocessing.toPicture(values, 0).toRgb().resize(new Size(width, height));
            graphics.drawImage(picture.toBufferedImage(), row % columns * width, row / columns * height, null);
        }
        graphics.dispose();
        byte[] png = ReportFiles.png(sheet);
        return png.length > ImageBlock.MAX_BYTES
                ? Optional.empty()
                : Optional.of(new PointMap.Thumbnails(
                        new ImageBlock("", lang.text("thumbnails", "vignettes"), png, true), columns, width, height));
    }
}
