package io.diabolo.jobs.report;

import io.diabolo.compress.eval.BdRate;
import io.diabolo.compress.eval.CropComparison;
import io.diabolo.compress.eval.RateComparison;
import io.diabolo.compress.eval.RateCurve;
import io.diabolo.compress.eval.RatePoint;
import io.diabolo.file.AtomicFiles;
import io.diabolo.json.Json;
import io.diabolo.report.Block;
import io.diabolo.report.Callout;
import io.diabolo.report.CodeBlock;
import io.diabolo.report.Csv;
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
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Codecs beside each other as a document. */
public final class CodecReport {

    /** The document's file name. */
    public static final String FILE = "report.html";

    /** The bits per pixel at which pictures are shown side by side. */
    public static final List<Double> CROP_RATES = List.of(0.25, 0.5);

    private static final String OURS = "Diabolo";

    /** Where an MS-SSIM of 1 is drawn. */
    private static final double LEAST_DISSIMILARITY = 1e-6;

    private final Subject subject;
    private final RateComparison comparison;
    private final Lang lang;
    private final ReportFiles files = new ReportFiles();

    private CodecReport(Subject subject, Lang lang) {
        this.subject = subject;
        this.comparison = subject.comparison();
        this.lang = lang;
    }

    /**
     * What the document is about.
     *
     * @param comparison what was measured
     * @param crops for each of {@link #CROP_RATES} parts of some pictures
     * @param data where the pictures are
     * @param command the arguments of {@code ./diabolo}
     */
    public record Subject(
            RateComparison comparison, List<List<CropComparison>> crops, String data, List<String> command) {

        public Subject {
            crops = List.copyOf(crops);
            command = List.copyOf(command);
        }
    }

    /**
     * Writes {@code report.html}, {@code charts/} and {@code numbers/}; and, the same in every language, {@code codec-eval.json},
     * {@code codec-eval.csv} (a row a codec and quality) and {@code pictures.csv} (a row a picture, codec and quality).
     *
     * @param folder made if it does not exist
     * @param locale French for a French report, else English
     * @throws io.diabolo.error.OutputException where a file cannot be written
     */
    public static void write(Subject subject, Path folder, Locale locale) {
        Lang lang = Lang.of(locale);
        CodecReport report = new CodecReport(subject, lang);
        Report document = report.document();
        CodecTables numbers = new CodecTables(subject.comparison(), Lang.ENGLISH);
        AtomicFiles.writeString(folder.resolve("codec-eval.csv"), Csv.of(numbers.rates()));
        AtomicFiles.writeString(folder.resolve("pictures.csv"), Csv.of(numbers.pictures()));
        AtomicFiles.writeString(folder.resolve("codec-eval.json"), Json.text(subject.comparison()) + "\n");
        report.files.write(folder.resolve(FILE), document, lang);
    }

    private Report document() {
        return new Report(
                lang.text("Codecs compared", "Codecs comparés"),
                lang.format(
                        "%s on %s",
                        "%s sur %s",
                        lang.list(comparison.curves().stream()
                                .map(RateCurve::coder)
                                .toList()),
                        count(comparison.pictures())),
                lang.locale().getLanguage(),
                List.of(answer(), rateAndDistortion(), equalBytes(), png(), reproduce()),
                lang.text(
                        "Made by Diabolo from the numbers of this comparison alone; they lie beside this file.",
                        "Rédigé par Diabolo à partir des seuls chiffres de cette comparaison, qui se trouvent à côté de ce fichier."));
    }

    private Section answer() {
        List<Block> blocks = new ArrayList<>();
        for (BdRate rate : comparison.bdRates()) {
            blocks.add(
                    new Callout(rate.coder().equals(OURS) ? Callout.Kind.ANSWER : Callout.Kind.NOTE, sentence(rate)));
        }
        if (comparison.bdRates().isEmpty()) {
            blocks.add(new Callout(
                    Callout.Kind.NOTE,
                    lang.text(
                            "JPEG was not measured, so there is no BD-rate against it.",
                            "JPEG n'a pas été mesuré : il n'y a donc pas d'écart de débit (BD-rate) avec lui.")));
        }
        blocks.add(
                new Paragraph(
                        lang.text(
                                "Each picture was coded to a real file, read again and decoded, at every quality. Rates count whole files with their headers. PSNR and MS-SSIM are over RGB with 8 bits, and each point is the mean over the pictures of bits per pixel, of PSNR and of MS-SSIM; gray pictures have three equal channels, transparent ones lie on white. An MS-SSIM in dB is -10 log10(1 - MS-SSIM). The BD-rate is the mean difference of the logarithm of the rate at equal PSNR, interpolated by PCHIP, over the PSNR that both curves reach. JPEG is libjpeg's at 4:2:0, with the qualities 5, 10 ... 95; WebP is libwebp's lossy mode; AVIF is libavif's at speed 6 and JPEG XL libjxl's at effort 7, both by their programs, whose seconds have their start and a PNG in them.",
                                "Chaque image a été codée dans un vrai fichier, relue et décodée, à chaque qualité. Les débits comptent les fichiers entiers, avec leur en-tête. PSNR et MS-SSIM portent sur RVB à 8 bits, et chaque point est la moyenne sur les images des bits par pixel, du PSNR et du MS-SSIM ; les images grises ont trois canaux égaux, les transparentes sont posées sur du blanc. Un MS-SSIM en dB est -10 log10(1 - MS-SSIM). L'écart de débit (BD-rate) est la différence moyenne du logarithme du débit à PSNR égal, interpolée par PCHIP, sur les PSNR que les deux courbes atteignent. JPEG est celui de libjpeg à 4:2:0, aux qualités 5, 10 ... 95 ; WebP est le mode avec pertes de libwebp ; AVIF est celui de libavif à la vitesse 6 et JPEG XL celui de libjxl à l'effort 7, tous deux par leurs programmes, dont les secondes comprennent le démarrage et un PNG.")));
        return new Section(lang.text("Result", "Résultat"), blocks);
    }

    private String sentence(BdRate rate) {
        Double percent = rate.percent();
        if (percent == null) {
            return lang.format(
                    "There is no BD-rate of %s against %s: the curves overlap by %s dB, %s are needed.",
                    "Il n'y a pas d'écart de débit (BD-rate) entre %s et %s : les courbes se recouvrent sur %s dB, il en faut %s.",
                    rate.coder(),
                    rate.reference(),
                    lang.decimal(Math.max(0, rate.toDb() - rate.fromDb()), 1),
                    lang.decimal(BdRate.LEAST_DB, 0));
        }
        return lang.format(
                "At equal PSNR, %s takes %s %s than %s (BD-rate %s%s over %s to %s dB).",
                "À PSNR égal, %s prend %s de bits %s que %s (BD-rate %s%s, de %s à %s dB).",
                rate.coder(),
                lang.percent(Math.abs(percent) / 100, 1),
                percent < 0 ? lang.text("fewer bits", "en moins") : lang.text("more bits", "en plus"),
                rate.reference(),
                percent < 0 ? "" : "+",
                lang.percent(percent / 100, 1),
                lang.decimal(rate.fromDb(), 1),
                lang.decimal(rate.toDb(), 1));
    }

    private Section rateAndDistortion() {
        return new Section(
                lang.text("Rate and distortion", "Débit et distorsion"),
                List.of(
                        files.chart(
                                "psnr",
                                chart(
                                        lang.text("PSNR against bits per pixel", "PSNR selon les bits par pixel"),
                                        "PSNR (dB)",
                                        RatePoint::psnrDb)),
                        files.chart(
                                "ms-ssim",
                                chart(
                                        lang.text("MS-SSIM against bits per pixel", "MS-SSIM selon les bits par pixel"),
                                        "MS-SSIM (dB)",
                                        point -> -10 * Math.log10(Math.max(LEAST_DISSIMILARITY, 1 - point.msSsim())))),
                        new CodecTables(comparison, lang).rates()));
    }

    private LineChart chart(String title, String yLabel, ToDoubleFunction<RatePoint> y) {
        return new LineChart(
                title,
                lang.text("bits per pixel", "bits par pixel"),
                yLabel,
                true,
                false,
                comparison.curves().stream()
                        .map(curve -> new Series(
                                curve.coder(),
                                curve.points().stream()
                                        .mapToDouble(RatePoint::bitsPerPixel)
                                        .toArray(),
                                curve.points().stream().mapToDouble(y).toArray(),
                                null))
                        .toList());
    }

    private Section equalBytes() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Paragraph(
                        lang.text(
                                "The part with most detail of some pictures, from the files of each codec that come nearest to the same number of bytes. A codec that cannot make a file so small shows its smallest.",
                                "La partie la plus détaillée de quelques images, tirée des fichiers de chaque codec les plus proches du même nombre d'octets. Un codec qui ne peut faire un fichier aussi petit montre son plus petit.")));
        for (int i = 0; i < subject.crops().size(); i++) {
            new EqualBytesBlocks(subject.crops().get(i), CROP_RATES.get(i), lang).addTo(blocks, files);
        }
        return new Section(lang.text("At equal bytes", "À octets égaux"), blocks);
    }

    private Section png() {
        List<Block> blocks = new ArrayList<>();
        String first = comparison.curves().get(0).coder();
        if (comparison.pngSmaller().isEmpty()) {
            blocks.add(new Paragraph(lang.format(
                    "No picture is smaller as PNG, without any loss, than with %s at its best quality.",
                    "Aucune image n'est plus petite en PNG, sans aucune perte, qu'avec %s à sa meilleure qualité.",
                    first)));
        } else {
            blocks.add(new Callout(
                    Callout.Kind.WARNING,
                    lang.format(
                            "%s of %s would be smaller as PNG, without any loss, than with %s at its best quality: icons and screenshots are better kept so.",
                            "En PNG, sans aucune perte, %s sur %s serait plus petit qu'avec %s à sa meilleure qualité : mieux vaut garder ainsi les icônes et les captures d'écran.",
                            count(comparison.pngSmaller().size()),
                            lang.integer(comparison.pictures()),
                            first)));
            blocks.add(new CodecTables(comparison, lang).smallerAsPng(first));
        }
        return new Section(lang.text("Smaller as PNG", "Plus petites en PNG"), blocks);
    }

    private Section reproduce() {
        return new Section(
                lang.text("How to reproduce", "Pour reproduire"),
                List.of(
                        new CodeBlock("./diabolo " + String.join(" ", subject.command())),
                        new Table(
                                lang.text("Data and machine", "Données et machine"),
                                List.of(
                                        Column.text(lang.text("What", "Quoi")),
                                        Column.text(lang.text("Value", "Valeur"))),
                                List.of(
                                        row(
                                                lang.text("Data", "Données"),
                                                subject.data() + ", " + count(comparison.pictures())),
                                        row("Java", Runtime.version().toString()),
                                        row(
                                                lang.text("System", "Système"),
                                                System.getProperty("os.name") + " " + System.getProperty("os.arch")),
                                        row(
                                                lang.text("Processors", "Processeurs"),
                                                lang.integer(
                                                        Runtime.getRuntime().availableProcessors())))),
                        new Paragraph(
                                lang.text(
                                        "Megapixels a second (MP/s) are over all pictures, after one untimed picture, between pixels and bytes in memory; to and from file, with the coded file written and read again; rates and distortions are the same on every machine, speeds are not.",
                                        "Les mégapixels par seconde (MP/s) portent sur toutes les images, après une première non chronométrée, entre pixels et octets en mémoire ; « écrire » et « lire » comptent en plus le fichier codé, écrit et relu ; débits et distorsions sont les mêmes sur toute machine, les vitesses non."))));
    }

    private static List<Cell> row(String what, String value) {
        return List.of(Cell.of(what), Cell.of(value));
    }

    private String count(int pictures) {
        return lang.count(pictures, lang.text("picture", "image"), lang.text("pictures", "images"));
    }
}
