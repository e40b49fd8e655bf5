package io.diabolo.bench;

import io.diabolo.data.SampleShape;
import io.diabolo.file.AtomicFiles;
import io.diabolo.image.Picture;
import io.diabolo.json.Json;
import io.diabolo.report.Block;
import io.diabolo.report.CodeBlock;
import io.diabolo.report.HtmlReport;
import io.diabolo.report.LineChart;
import io.diabolo.report.Report;
import io.diabolo.report.Section;
import io.diabolo.report.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;

/**
 * How Diabolo's costs grow: time against images, picture size, latent and width, memory against data, a large folder of
 * pictures, and many steps. Each point is a process of its own.
 */
final class ScaleCurves {

    private static final int BATCH = 128;
    private static final int LATENT = 32;
    private static final int WIDTH = 512;
    private static final int SIDE = 28;

    private final BenchData data;
    private final Options options;
    private final Consumer<String> news;

    private ScaleCurves(BenchData data, Options options, Consumer<String> news) {
        this.data = data;
        this.options = options;
        this.news = news;
    }

    static void run(BenchData data, Options options, Consumer<String> news) throws IOException {
        ScaleCurves curves = new ScaleCurves(data, options, news);
        List<Curve> all = List.of(
                curves.images(), curves.pixels(), curves.latent(), curves.width(), curves.memory(), curves.folder());
        curves.write(all, curves.manySteps());
    }

    private Curve images() {
        return curve(
                "seconds of one pass",
                "images",
                choose(List.of(512, 1_024), List.of(4_096, 16_384, 65_536)),
                n -> point(data.glyphs(n, SIDE), LATENT, WIDTH, n / BATCH),
                ScalePoint.Answer::seconds);
    }

    private Curve pixels() {
        List<Integer> sides = choose(List.of(16, 32), List.of(16, 32, 64, 128));
        Curve bySide = curve(
                "seconds of a step, conv",
                "pixels",
                sides,
                side -> {
                    long steps = steps(20);
                    return point(data.glyphs(options.quick() ? 256 : 2_048, side), LATENT, 0, steps);
                },
                answer -> answer.seconds() / steps(20));
        return bySide.withX(bySide.x().stream().map(side -> side * side).toList());
    }

    private Curve latent() {
        return curve(
                "seconds of a step, mlp",
                "latent",
                choose(List.of(2, 32), List.of(2, 8, 32, 128, 512)),
                latent -> point(small(), latent, WIDTH, steps(300)),
                answer -> answer.seconds() / steps(300));
    }

    private Curve width() {
        return curve(
                "seconds of a step, mlp",
                "width of the first layer",
                choose(List.of(64, 128), List.of(128, 256, 512, 1_024, 2_048, 4_096)),
                width -> point(small(), LATENT, width, steps(100)),
                answer -> answer.seconds() / steps(100));
    }

    private Curve memory() {
        return curve(
                        "peak resident bytes",
                        "bytes of data",
                        choose(List.of(512, 2_048), List.of(10_000, 50_000, 200_000, 500_000)),
                        n -> point(data.glyphs(n, SIDE), LATENT, WIDTH, steps(200)),
                        answer -> answer.peakBytes())
                .scaledX(SIDE * SIDE);
    }

    /** A folder of PNG files, of which the decoded ones may not fit into the heap. */
    private Curve folder() throws IOException {
        List<Integer> counts = choose(List.of(200, 400), List.of(20_000, 200_000));
        int most = counts.get(counts.size() - 1);
        IntFunction<byte[]> glyphs = BenchData.pictures(SampleShape.picture(1, SIDE, SIDE), Math.min(most, 10_000), 1);
        for (int count : counts) {
            Path stamp = data.folder().resolve("pictures-%d.done".formatted(count));
            for (int i = 0; i < count && !Files.exists(stamp); i++) {
                Path file = pictures(count).resolve("%03d/%06d.png".formatted(i / 1_000, i));
                Files.createDirectories(file.getParent());
                // Not PictureFiles, which waits for the disk at each of them.
                Picture picture = new Picture(1, SIDE, SIDE, glyphs.apply(i % 10_000));
                ImageIO.write(picture.toBufferedImage(), "png", file.toFile());
            }
            AtomicFiles.writeString(stamp, "");
        }
        return curve(
                "peak resident bytes",
                "pictures in a folder",
                counts,
                count -> point(pictures(count), LATENT, WIDTH, steps(100)),
                answer -> answer.peakBytes());
    }

    private Path pictures(int count) {
        return data.folder().resolve("pictures-" + count);
    }

    private ScalePoint.Answer manySteps() {
        int steps = options.quick() ? 50 : 10_000;
        news.accept("%,d steps".formatted(steps));
        return point(small(), LATENT, 64, steps);
    }

    private Path small() {
        return data.glyphs(options.quick() ? 512 : 4_096, SIDE);
    }

    private long steps(long full) {
        return options.quick() ? 2 : full;
    }

    private List<Integer> choose(List<Integer> quick, List<Integer> full) {
        return options.quick() ? quick : full;
    }

    private Curve curve(
            String y,
            String x,
            List<Integer> sizes,
            IntFunction<ScalePoint.Answer> measure,
            ToDoubleFunction<ScalePoint.Answer> value) {
        List<Double> xs = new ArrayList<>();
        List<ScalePoint.Answer> answers = new ArrayList<>();
        for (int size : sizes) {
            news.accept("%s against %s: %,d".formatted(y, x, size));
            xs.add((double) size);
            answers.add(measure.apply(size));
        }
        List<Double> ys = answers.stream().map(value::applyAsDouble).toList();
        return new Curve(y, x, xs, ys, Statistics.powerLaw(xs, ys), answers);
    }

    private ScalePoint.Answer point(Path file, int latent, int width, long steps) {
        Path log = options.out().resolve("logs/scale.log");
        try (WorkerProcess process = WorkerProcess.start(Side.diabolo(), log)) {
            return process.ask(
                    new ScalePoint.Request("scale", file.toString(), latent, width, BATCH, steps),
                    ScalePoint.Answer.class);
        }
    }

    private void write(List<Curve> curves, ScalePoint.Answer manySteps) throws IOException {
        StringBuilder text = new StringBuilder();
        List<Section> sections = new ArrayList<>();
        for (Curve curve : curves) {
            text.append(curve.describe()).append('\n');
            Series series = new Series("measured", array(curve.x()), array(curve.y()), null);
            String title = "%s against %s".formatted(curve.yName(), curve.xName());
            List<Block> blocks = List.of(
                    new LineChart(title, curve.xName(), curve.yName(), true, true, List.of(series)),
                    new CodeBlock(curve.describe()));
            sections.add(new Section(title, blocks));
        }
        String growth =
                "many steps: resident memory grew by %.1f MB and the live tensors by %d from a tenth of them to the end"
                        .formatted(manySteps.growthBytes() / 1e6, manySteps.growthTensors());
        text.append(growth);
        sections.add(new Section("Many steps", List.of(new CodeBlock(growth))));
        AtomicFiles.writeString(options.out().resolve("scale.json"), Json.text(new Measured(curves, manySteps)) + "\n");
        String subtitle = "%s, %d processors%s"
                .formatted(
                        Memory.processor(),
                        Runtime.getRuntime().availableProcessors(),
                        options.quick() ? "; a quick run: the figures mean nothing" : "");
        Path file = options.out().resolve("scale.html");
        HtmlReport.write(new Report("How Diabolo's costs grow", subtitle, "en", sections, ""), file);
        System.out.println(text);
        System.out.println("results: " + file);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private record Measured(List<Curve> curves, ScalePoint.Answer manySteps) {}

    /** Measured points and the power law through them. */
    record Curve(
            String yName,
            String xName,
            List<Double> x,
            List<Double> y,
            Statistics.PowerLaw law,
            List<ScalePoint.Answer> answers) {

        Curve withX(List<Double> newX) {
            return new Curve(yName, xName, newX, y, Statistics.powerLaw(newX, y), answers);
        }

        Curve scaledX(int factor) {
            return withX(x.stream().map(value -> value * factor).toList());
        }

        /** Memory and time have a constant part: the straight line through the points says what each unit adds. */
        String describe() {
            Statistics.Line line = Statistics.line(array(x), array(y));
            return "%s against %s: exponent %.2f (R2 %.3f); straight line %.3g + %.3g a unit (R2 %.3f); points %s -> %s"
                    .formatted(
                            yName,
                            xName,
                            law.exponent(),
                            law.determination(),
                            line.offset(),
                            line.slope(),
                            line.determination(),
                            x,
                            y);
        }
    }
}
