package io.diabolo.jobs.report;

import io.diabolo.compress.eval.BdRate;
import io.diabolo.compress.eval.CropComparison;
import io.diabolo.compress.eval.RateComparison;
import io.diabolo.compress.eval.RateComparison.PngSmaller;
import io.diabolo.compress.eval.RateCurve;
import io.diabolo.compress.eval.RatePoint;
import io.diabolo.file.AtomicFiles;
import io.diabolo.json.Json;
import io.diabolo.report.Block;
import io.diabolo.report.Callout;
import io.diabolo.report.CodeBlock;
import io.diabolo.report.Csv;
import io.diabolo.report.HtmlReport;
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
import java.util.stream.Collectors;

/**
 * Codecs beside each other as a document.
 *
 * @param comparison what was measured
 * @param crops for each of {@link #CROP_RATES} parts of some pictures
 * @param data where the pictures are
 * @param command the arguments of {@code ./diabolo}
 */
public record CodecReport(
        RateComparison comparison, List<List<CropComparison>> crops, String data, List<String> command) {

    /** The document's file name. */
    public static final String FILE = "report.html";

    /** The bits per pixel at which pictures are shown side by side. */
    public static final List<Double> CROP_RATES = List.of(0.25, 0.5);

    private static final String OURS = "Diabolo";

    /** Where an MS-SSIM of 1 is drawn. */
    private static final double LEAST_DISSIMILARITY = 1e-6;

    public CodecReport {
        crops = List.copyOf(crops);
        command = List.copyOf(command);
    }

    /**
     * Writes {@code report.html}, {@code codec-eval.json}, {@code codec-eval.csv} (a row a codec and quality),
     * {@code pictures.csv} (a row a picture, codec and quality), {@code charts/} and {@code numbers/}.
     *
     * @param folder made if it does not exist
     * @throws io.diabolo.error.OutputException where a file cannot be written
     */
    public void write(Path folder) {
        ReportFiles files = new ReportFiles();
        String html = HtmlReport.html(report(files));
        files.write(folder, Locale.ENGLISH);
        AtomicFiles.writeString(folder.resolve("codec-eval.csv"), Csv.of(rates()));
        AtomicFiles.writeString(folder.resolve("pictures.csv"), Csv.of(pictures()));
        AtomicFiles.writeString(folder.resolve("codec-eval.json"), Json.text(comparison) + "\n");
        AtomicFiles.writeString(folder.resolve(FILE), html);
    }

    private Report report(ReportFiles files) {
        List<Section> sections = new ArrayList<>();
        sections.add(answer());
        sections.add(new Section(
                "Rate and distortion",
                List.of(
                        files.chart("psnr", chart("PSNR against bits per pixel", "PSNR (dB)", RatePoint::psnrDb)),
                        files.chart(
                                "ms-ssim",
                                chart(
                                        "MS-SSIM against bits per pixel",
                                        "-10 log10(1 - MS-SSIM) (dB)",
                                        point -> -10 * Math.log10(Math.max(LEAST_DISSIMILARITY, 1 - point.msSsim())))),
                        rates())));
        sections.add(equalBytes(files));
        sections.add(png());
        sections.add(reproduce());
        return new Report(
                "Codecs compared",
                comparison.curves().stream().map(RateCurve::coder).collect(Collectors.joining(", ")) + " on "
                        + count(comparison.pictures()),
                "en",
                sections,
                "Made by Diabolo from the numbers of this comparison alone; they lie beside this file.");
    }

    private Section answer() {
        List<Block> blocks = new ArrayList<>();
        for (BdRate rate : comparison.bdRates()) {
            blocks.add(
                    new Callout(rate.coder().equals(OURS) ? Callout.Kind.ANSWER : Callout.Kind.NOTE, sentence(rate)));
        }
        if (comparison.bdRates().isEmpty()) {
            blocks.add(new Callout(Callout.Kind.NOTE, "JPEG was not measured, so there is no BD-rate against it."));
        }
        blocks.add(
                new Paragraph(
                        "Each picture was coded to a real file, read again and decoded, at every quality. Rates count whole files with their headers. PSNR and MS-SSIM are over RGB with 8 bits, and each point is the mean over the pictures of bits per pixel, of PSNR and of MS-SSIM; gray pictures have three equal channels, transparent ones lie on white. The BD-rate is the mean difference of the logarithm of the rate at equal PSNR, interpolated by PCHIP, over the PSNR that both curves reach. JPEG is libjpeg's at 4:2:0, with the qualities 5, 10 ... 95; WebP is libwebp's lossy mode."));
        return new Section("Result", blocks);
    }

    private static String sentence(BdRate rate) {
        Double percent = rate.percent();
        if (percent == null) {
            return "There is no BD-rate of %s against %s: the curves overlap by %.1f dB, %.0f are needed."
                    .formatted(
                            rate.coder(), rate.reference(), Math.max(0, rate.toDb() - rate.fromDb()), BdRate.LEAST_DB);
        }
        return "At equal PSNR, %s takes %.1f %% %s than %s (BD-rate %+.1f %% over %.1f to %.1f dB)."
                .formatted(
                        rate.coder(),
                        Math.abs(percent),
                        percent < 0 ? "fewer bits" : "more bits",
                        rate.reference(),
                        percent,
                        rate.fromDb(),
                        rate.toDb());
    }

    private LineChart chart(String title, String yLabel, ToDoubleFunction<RatePoint> y) {
        return new LineChart(
                title,
                "bits per pixel",
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

    private Table rates() {
        List<List<Cell>> rows = new ArrayList<>();
        for (RateCurve curve : comparison.curves()) {
            for (RatePoint point : curve.points()) {
                rows.add(List.of(
                        Cell.of(curve.coder()),
                        Cell.of(point.setting(), 0),
                        Cell.of(point.bitsPerPixel(), 4),
                        Cell.of(point.psnrDb(), 2),
                        Cell.of(point.msSsim(), 4),
                        Cell.of(point.speed().encode(), 1),
                        Cell.of(point.speed().decode(), 1),
                        Cell.of(point.speed().encodeToFile(), 1),
                        Cell.of(point.speed().decodeFromFile(), 1)));
            }
        }
        return new Table(
                "Every codec at every quality",
                List.of(
                        Column.text("Codec"),
                        Column.number("Quality", ""),
                        Column.number("Rate", "bit/pixel"),
                        Column.number("PSNR", "dB"),
                        Column.number("MS-SSIM", ""),
                        Column.number("Encode", "MP/s"),
                        Column.number("Decode", "MP/s"),
                        Column.number("To file", "MP/s"),
                        Column.number("From file", "MP/s")),
                rows);
    }

    private Table pictures() {
        return new Table(
                "Every picture",
                List.of(
                        Column.text("picture"),
                        Column.text("codec"),
                        Column.number("quality", ""),
                        Column.number("pixels", ""),
                        Column.number("bytes", ""),
                        Column.number("bits_per_pixel", ""),
                        Column.number("psnr_db", ""),
                        Column.number("ms_ssim", ""),
                        Column.number("encode_seconds", ""),
                        Column.number("decode_seconds", "")),
                comparison.results().stream()
                        .map(result -> List.of(
                                Cell.of(result.picture()),
                                Cell.of(result.coder()),
                                Cell.of(result.setting(), 0),
                                Cell.of(result.pixels()),
                                Cell.of(result.bytes()),
                                Cell.of(result.bitsPerPixel(), 0),
                                Cell.of(result.fidelity().psnrDb(), 0),
                                Cell.of(result.fidelity().msSsim(), 0),
                                Cell.of(result.seconds().encode(), 0),
                                Cell.of(result.seconds().decode(), 0)))
                        .toList());
    }

    private Section equalBytes(ReportFiles files) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Paragraph(
                        "The part with most detail of some pictures, from the files of each codec that come nearest to the same number of bytes. A codec that cannot make a file so small shows its smallest."));
        for (int i = 0; i < crops.size(); i++) {
            new EqualBytesBlocks(crops.get(i), CROP_RATES.get(i)).addTo(blocks, files);
        }
        return new Section("At equal bytes", blocks);
    }

    private Section png() {
        List<Block> blocks = new ArrayList<>();
        String best = comparison.curves().get(0).coder();
        if (comparison.pngSmaller().isEmpty()) {
            blocks.add(new Paragraph("No picture is smaller as PNG, without any loss, than with %s at its best quality."
                    .formatted(best)));
        } else {
            blocks.add(new Callout(
                    Callout.Kind.WARNING,
                    "%s of %d would be smaller as PNG, without any loss, than with %s at its best quality: icons and screenshots are better kept so."
                            .formatted(count(comparison.pngSmaller().size()), comparison.pictures(), best)));
            blocks.add(new Table(
                    "Better kept as PNG",
                    List.of(Column.text("Picture"), Column.number(best, "bytes"), Column.number("PNG", "bytes")),
                    comparison.pngSmaller().stream().map(CodecReport::row).toList()));
        }
        return new Section("Smaller as PNG", blocks);
    }

    private static List<Cell> row(PngSmaller picture) {
        return List.of(Cell.of(picture.picture()), Cell.of(picture.bytes()), Cell.of(picture.pngBytes()));
    }

    private Section reproduce() {
        return new Section(
                "How to reproduce",
                List.of(
                        new CodeBlock("./diabolo " + String.join(" ", command)),
                        new Table(
                                "Data and machine",
                                List.of(Column.text("What"), Column.text("Value")),
                                List.of(
                                        List.of(Cell.of("Data"), Cell.of(data + ", " + count(comparison.pictures()))),
                                        List.of(
                                                Cell.of("Java"),
                                                Cell.of(Runtime.version().toString())),
                                        List.of(
                                                Cell.of("System"),
                                                Cell.of(System.getProperty("os.name") + " "
                                                        + System.getProperty("os.arch"))),
                                        List.of(Cell.of("Processors"), Cell.of((long)
                                                Runtime.getRuntime().availableProcessors())))),
                        new Paragraph(
                                "Megapixels a second (MP/s) are over all pictures, after one untimed picture, between pixels and bytes in memory; to and from file, with the coded file written and read again; rates and distortions are the same on every machine, speeds are not.")));
    }

    private static String count(int pictures) {
        return pictures == 1 ? "1 picture" : "%,d pictures".formatted(pictures);
    }
}
