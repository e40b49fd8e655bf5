package io.diabolo.jobs.report;

import io.diabolo.data.ByteDataset;
import io.diabolo.data.Dataset;
import io.diabolo.data.Glyphs;
import io.diabolo.image.Picture;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.ConvBody;
import io.diabolo.study.Advice;
import io.diabolo.study.Advice.Kind;
import io.diabolo.study.Advice.Knee;
import io.diabolo.study.Advice.LatentError;
import io.diabolo.study.LimitRow;
import io.diabolo.study.LimitRow.Variant;
import io.diabolo.study.References;
import io.diabolo.study.References.Codec;
import io.diabolo.study.References.EqualBytesRow;
import io.diabolo.study.References.ModelBytes;
import io.diabolo.study.RunResult;
import io.diabolo.study.RunResult.CurvePoint;
import io.diabolo.study.RunResult.LayerRow;
import io.diabolo.study.RunResult.Status;
import io.diabolo.study.Samples;
import io.diabolo.study.StudyPlan;
import io.diabolo.study.StudyResult;
import io.diabolo.train.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A study with made-up numbers of a realistic size, and glyphs that are blurred where a model would reconstruct. */
final class Fixture {

    static final double MEAN_IMAGE = 0.0934;

    private static final int PICTURES = 10;

    List<Integer> latents = List.of(2, 4, 8, 16, 32, 64);
    int seeds = 3;
    int jobs = 1;
    boolean labels = true;
    boolean pictures = true;
    double scatter = 0.02;
    List<RunResult.Key> failures = List.of();
    List<String> models = List.of("mlp", "conv");
    /** Mean test MSE by latent size. */
    double[] mlp = {.0589, .0442, .0311, .0214, .0196, .0191};

    double[] conv = {.0601, .0437, .0288, .0179, .0158, .0151};
    /** Of training. */
    double mlpSeconds = 21.4;

    double convSeconds = 74.9;
    double inverted = 0.1212;
    /** Whether the fully connected network takes three times as long at the smallest latent size. */
    boolean slowAtFirst;
    /** The training loss, as a share of the validation loss. */
    double train = .97;
    /** By how much the validation loss of the second half rises, as a share of the end. */
    double rise;
    /** Whether every step makes the validation loss worse. */
    boolean worse;

    private final ByteDataset glyphs = Glyphs.generate(7, 400);

    StudyResult study() {
        StudyPlan plan = new StudyPlan(
                models,
                latents,
                LongStream.range(0, seeds).boxed().toList(),
                TrainingPlan.auto().withEpochs(10),
                jobs,
                1);
        List<RunResult> runs = new ArrayList<>();
        for (String model : models) {
            for (int i = 0; i < latents.size(); i++) {
                for (int seed = 0; seed < seeds; seed++) {
                    runs.add(run(new RunResult.Key(model, latents.get(i), seed), errors(model)[i] * factor(seed)));
                }
            }
        }
        return new StudyResult(
                plan,
                new StudyResult.DataSummary(
                        "glyphs",
                        glyphs.shape(),
                        10_000,
                        2_000,
                        2_000,
                        labels ? glyphs.labelNames() : List.of(),
                        "4f1c".repeat(16),
                        "9b02".repeat(16)),
                runs,
                references(),
                models.stream().map(this::advice).toList(),
                models.stream().flatMap(model -> limits(model).stream()).toList(),
                new StudyResult.Environment(
                        List.of("./diabolo", "study", "--models", String.join(",", models), "--out", "my study"),
                        List.of("diabolo 0.1.0", "libtorch 2.10.0", "java 17.0.15"),
                        "Linux 6.1 amd64",
                        "Example CPU 3.0 GHz",
                        2,
                        16L << 30),
                List.of(),
                pictures ? samples() : new Samples(List.of(), List.of(), List.of(), List.of(), List.of()));
    }

    /** Spreads the seeds evenly around 1, with {@code scatter} as their standard deviation for three. */
    private double factor(int seed) {
        return 1 + scatter * (seed - (seeds - 1) / 2.0);
    }

    private RunResult run(RunResult.Key key, double mse) {
        AutoencoderConfig config = key.model().equals("conv")
                ? AutoencoderConfig.plain(glyphs.shape(), key.latent(), ConvBody.defaults(glyphs.shape()))
                : AutoencoderConfig.mlp(glyphs.shape(), key.latent());
        List<LayerRow> layers = config.layers().stream()
                .map(row -> new LayerRow(
                        row.part(),
                        row.name(),
                        row.description(),
                        IntStream.range(0, row.output().rank())
                                .mapToObj(row.output()::size)
                                .toList(),
                        row.parameters()))
                .toList();
        if (failures.contains(key)) {
            double nan = Double.NaN;
            return new RunResult(
                    key,
                    Status.FAILED,
                    "the loss diverged at step 12",
                    new RunResult.Training(0, config.parameters(), 0, 0, nan, 0),
                    new RunResult.Test(nan, nan, nan, nan, List.of()),
                    new RunResult.Code(nan, nan, nan, 0, List.of()),
                    List.of(),
                    List.of(),
                    layers);
        }
        double time = (key.model().equals("mlp") ? mlpSeconds : convSeconds)
                * (1 + key.latent() / 1000.0)
                * (slowAtFirst && key.model().equals("mlp") && key.latent() == latents.get(0) ? 9 : 1)
                * factor(key.hashCode() & 1);
        return new RunResult(
                key,
                Status.OK,
                "",
                new RunResult.Training(10, config.parameters(), time, 100_000 / time, mse, 900_000_000),
                new RunResult.Test(mse, mse * 7, -10 * Math.log10(mse) + .4, 1 - 9 * mse, List.of()),
                new RunResult.Code(
                        key.latent() * 7.1 / 784,
                        labels ? .97 - 8 * mse : Double.NaN,
                        Math.pow(key.latent(), .93),
                        key.latent(),
                        List.of()),
                curve(784 * mse, time),
                List.of(),
                layers);
    }

    private List<CurvePoint> curve(double end, double seconds) {
        return IntStream.rangeClosed(0, 20)
                .mapToObj(i -> {
                    double fallen = end + 60 * Math.exp(-i / 3.0) + rise * end * Math.max(0, i - 10) / 10;
                    double loss = worse ? end * (1 + i) : fallen;
                    return new CurvePoint(i / 2.0, seconds * i / 20, i == 0 ? Double.NaN : loss * train, loss);
                })
                .toList();
    }

    private Advice advice(String model) {
        double[] errors = errors(model);
        int last = latents.size() - 1;
        List<LatentError> curve = IntStream.rangeClosed(0, last)
                .mapToObj(i -> new LatentError(latents.get(i), errors[i], errors[i] * scatter, errors[i], seeds))
                .toList();
        double gain = errors[0] - errors[last];
        if (latents.size() < 3 || gain <= 0) {
            Kind kind = latents.size() < 3 ? Kind.TOO_FEW_LATENTS : Kind.NO_GAIN;
            return new Advice(
                    model, curve, null, List.of(new Advice.Warning(kind, latents.get(last), latents.size(), 0)));
        }
        int knee = 0;
        while ((errors[0] - errors[knee]) / gain < .95) {
            knee++;
        }
        Knee found = new Knee(
                latents.get(knee),
                latents.get(0),
                latents.get(last),
                (errors[0] - errors[knee]) / gain,
                errors[knee],
                errors[0],
                errors[last],
                0,
                false);
        return new Advice(model, curve, found, List.of(new Advice.Warning(Kind.CUT_OFF, 64, 4, .021)));
    }

    private References references() {
        double[] pca = {.0646, .0513, .0384, .0271, .0167, .0089};
        List<References.PcaRow> rows = IntStream.range(0, latents.size())
                .mapToObj(i -> new References.PcaRow(latents.get(i), pca[i], -10 * Math.log10(pca[i])))
                .toList();
        List<EqualBytesRow> bytes = new ArrayList<>();
        List<ModelBytes> sizes = new ArrayList<>();
        for (String model : models) {
            for (int i = 0; i < latents.size(); i++) {
                for (int bits : new int[] {8, 4}) {
                    double mse = errors(model)[i] * (bits == 8 ? 1.003 : 1.11);
                    double size = latents.get(i) * bits / 8.0 * .89;
                    bytes.add(new EqualBytesRow(
                            Codec.AUTOENCODER, model, latents.get(i), bits, size, size / 98, mse, psnr(mse)));
                }
                sizes.add(new ModelBytes(model, latents.get(i), 4_400_000L + 3_000L * latents.get(i)));
            }
        }
        for (int quality : new int[] {5, 25, 50, 75, 95}) {
            double mse = .021 / quality;
            double size = 60 + 4.2 * quality;
            bytes.add(new EqualBytesRow(Codec.JPEG, "", 0, quality, 320 + size, size / 98, mse, psnr(mse)));
            bytes.add(new EqualBytesRow(Codec.JPEG_SHEET, "", 0, quality, size, size / 98, mse, psnr(mse)));
        }
        bytes.add(new EqualBytesRow(Codec.PNG, "", 0, 0, 362, 3.7, 0, Double.POSITIVE_INFINITY));
        bytes.add(new EqualBytesRow(Codec.PNG_SHEET, "", 0, 0, 281, 2.9, 0, Double.POSITIVE_INFINITY));
        return new References(MEAN_IMAGE, rows, 1_000, bytes, sizes);
    }

    private static double psnr(double mse) {
        return -10 * Math.log10(mse);
    }

    private int kneeOrLargest(String model) {
        Knee knee = advice(model).knee();
        return knee == null ? latents.get(latents.size() - 1) : knee.latent();
    }

    private List<LimitRow> limits(String model) {
        int latent = kneeOrLargest(model);
        double mse = errors(model)[latents.indexOf(latent)];
        return List.of(
                limit(model, latent, Variant.UNCHANGED, mse, MEAN_IMAGE),
                limit(model, latent, Variant.NOISE, mse + .009, MEAN_IMAGE + .009),
                limit(model, latent, Variant.SHIFTED, mse * 2.2, .1011),
                limit(model, latent, Variant.INVERTED, inverted, .62),
                limit(model, latent, Variant.ENLARGED, mse * 2.9, .1312),
                limit(model, latent, Variant.OTHER_DATA, .0702, .0655));
    }

    private static LimitRow limit(String model, int latent, Variant variant, double mse, double mean) {
        String data = variant == Variant.OTHER_DATA ? "shapes" : "glyphs";
        return new LimitRow(model, latent, variant, data, 2_000, mse, psnr(mse), mean);
    }

    private Samples samples() {
        List<Picture> originals =
                IntStream.range(0, PICTURES).mapToObj(this::glyph).toList();
        List<Samples.Reconstructions> made = new ArrayList<>();
        List<Samples.Worst> worst = new ArrayList<>();
        List<Samples.LatentMap> maps = new ArrayList<>();
        List<Samples.LimitExamples> limits = new ArrayList<>();
        for (String model : models) {
            for (int latent : latents) {
                int blur = Math.max(1, 9 - (int) Math.round(Math.log(latent) / Math.log(2)) * 2);
                made.add(new Samples.Reconstructions(
                        model,
                        latent,
                        originals.stream().map(p -> blurred(p, blur)).toList()));
            }
            int largest = latents.get(latents.size() - 1);
            for (int i = 0; i < PICTURES; i++) {
                Picture picture = glyph(100 + i);
                worst.add(new Samples.Worst(
                        model, largest, "glyphs#" + (100 + i), picture, blurred(picture, 5), .081 - .002 * i));
            }
            maps.add(map(model));
            for (Variant variant : Variant.values()) {
                List<Picture> inputs = originals.stream()
                        .map(p -> variant == Variant.INVERTED ? inverted(p) : p)
                        .toList();
                limits.add(new Samples.LimitExamples(
                        model,
                        kneeOrLargest(model),
                        variant,
                        variant == Variant.OTHER_DATA ? "shapes" : "glyphs",
                        inputs,
                        inputs.stream().map(p -> blurred(p, 3)).toList()));
            }
        }
        return new Samples(originals, made, worst, maps, limits);
    }

    private Samples.LatentMap map(String model) {
        Random random = new Random(3);
        List<Samples.Point> points = IntStream.range(0, 270)
                .mapToObj(i -> {
                    int label = i % glyphs.labelNames().size();
                    double angle = 2 * Math.PI * label / glyphs.labelNames().size();
                    return new Samples.Point(
                            4 * Math.cos(angle) + random.nextGaussian(),
                            3 * Math.sin(2 * angle) + random.nextGaussian(),
                            labels ? label : Dataset.NO_LABEL);
                })
                .toList();
        List<Samples.AxisPicture> axis = IntStream.range(0, 9)
                .mapToObj(i -> new Samples.AxisPicture(i - 4.0, blurred(glyph(200 + i), 3)))
                .toList();
        return new Samples.LatentMap(
                model, kneeOrLargest(model), true, .342, labels ? glyphs.labelNames() : List.of(), points, axis, axis);
    }

    private Picture glyph(int row) {
        byte[] pixels = new byte[Glyphs.SIDE * Glyphs.SIDE];
        glyphs.gather(new int[] {row}, pixels);
        return new Picture(1, Glyphs.SIDE, Glyphs.SIDE, pixels);
    }

    private static Picture inverted(Picture picture) {
        byte[] pixels = picture.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) ~pixels[i];
        }
        return new Picture(1, Glyphs.SIDE, Glyphs.SIDE, pixels);
    }

    private static Picture blurred(Picture picture, int width) {
        int side = Glyphs.SIDE;
        byte[] pixels = new byte[side * side];
        for (int i = 0; i < pixels.length; i++) {
            int sum = 0;
            for (int k = 0; k < width * width; k++) {
                int y = i / side + k / width - width / 2;
                int x = i % side + k % width - width / 2;
                sum += y < 0 || x < 0 || y >= side || x >= side ? 0 : picture.at(0, y, x);
            }
            pixels[i] = (byte) (sum / (width * width));
        }
        return new Picture(1, side, side, pixels);
    }

    /** The same errors with the models exchanged. */
    Fixture swapped() {
        double[] kept = mlp;
        mlp = conv;
        conv = kept;
        return this;
    }

    private double[] errors(String model) {
        return model.equals("mlp") ? mlp : conv;
    }
}
