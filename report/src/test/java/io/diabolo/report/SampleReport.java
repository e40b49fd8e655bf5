package io.diabolo.report;

import io.diabolo.report.NetworkDiagram.Group;
import io.diabolo.report.NetworkDiagram.Layer;
import io.diabolo.report.Table.Cell;
import io.diabolo.report.Table.Column;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** A report with every kind of block, filled with made-up numbers of a realistic size. */
final class SampleReport {

    static final String HOSTILE_NAME = "conv <script>alert(\"1\")</script> & 'co'";

    private static final double[] LATENTS = {2, 4, 8, 16, 32, 64};
    private static final double[] MLP = {.0402, .0301, .0213, .0150, .0108, .0089};
    private static final double[] CONV = {.0411, .0296, .0199, .0131, .0086, .0061};
    private static final double[] PCA = {.0461, .0366, .0266, .0205, .0151, .0107};

    private SampleReport() {}

    static Report english() {
        return report("en");
    }

    static Report report(String language) {
        return new Report(
                "What does the size of the latent space do?",
                "Two autoencoders, six latent sizes, three seeds, on 10,000 pictures of clothes (28 x 28, gray)",
                language,
                List.of(
                        new Section("The question and its answer", answer()),
                        new Section("The runs", List.of(paragraph(), runs())),
                        new Section("The networks", List.of(dense(), convolutional())),
                        new Section("Training", List.of(paragraph(), curves("mlp", .055), curves("conv", .048))),
                        new Section("Precision and time", List.of(errors(), times(), paragraph())),
                        new Section("Reconstructions", List.of(paragraph(), reconstructions())),
                        new Section("The latent space in two dimensions", List.of(latentSpace())),
                        new Section("How to reproduce", List.of(commands()))),
                "Made on 2 cores of an x86-64 machine with Java 17.0.15. Seed 1 to 3.");
    }

    static LineChart errors() {
        double[] deviation = {.0021, .0017, .0014, .0012, .0009, .0007};
        return new LineChart(
                "Test error against latent size",
                "latent size",
                "test MSE",
                true,
                true,
                List.of(
                        new Series("mlp", LATENTS, MLP, deviation),
                        new Series(HOSTILE_NAME, LATENTS, CONV, deviation),
                        new Series("PCA", LATENTS, PCA, null)));
    }

    static ScatterChart latentSpace() {
        List<String> classes = List.of(
                "T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot");
        Random random = new Random(7);
        List<ScatterChart.Point> points = IntStream.range(0, 600)
                .mapToObj(i -> {
                    double angle = i % 10 * Math.PI / 5;
                    return new ScatterChart.Point(
                            3 * Math.cos(angle) + random.nextGaussian() * .7,
                            2.5 * Math.sin(angle) + random.nextGaussian() * .6,
                            i % 10);
                })
                .toList();
        return new ScatterChart("Test pictures by label", "latent 1", "latent 2", points, classes);
    }

    static Table runs() {
        List<Column> columns = List.of(
                Column.text("model"),
                Column.number("latent", ""),
                Column.number("parameters", ""),
                Column.number("training", "s"),
                Column.number("test MSE", ""),
                Column.number("PSNR", "dB"),
                Column.number("SSIM", ""),
                Column.number("kNN accuracy", "%"));
        List<List<Cell>> rows = new ArrayList<>();
        for (int model = 0; model < 2; model++) {
            double[] mse = model == 0 ? MLP : CONV;
            for (int i = 0; i < LATENTS.length; i++) {
                rows.add(List.of(
                        Cell.of(model == 0 ? "mlp" : "conv"),
                        Cell.of((long) LATENTS[i]),
                        Cell.of(model == 0 ? 1_131_000L + 514 * (long) LATENTS[i] : 94_200 + 3137 * (long) LATENTS[i]),
                        Cell.of(model == 0 ? 21.4 + i * .3 : 74.9 + i * .8, 1),
                        Cell.of(mse[i], 4),
                        Cell.of(-10 * Math.log10(mse[i]), 2),
                        Cell.of(i == 5 && model == 1 ? Double.NaN : .55 + .06 * i, 3),
                        Cell.of(63.2 + 4.1 * i, 1)));
            }
        }
        return new Table("Means over three seeds", columns, rows);
    }

    static NetworkDiagram dense() {
        return new NetworkDiagram(
                "mlp, latent 32",
                List.of(
                        new Layer(Group.INPUT, "picture", "", "1 x 28 x 28", 784, 0),
                        new Layer(Group.ENCODER, "encoder.0", "Linear, ReLU", "512", 512, 401_920),
                        new Layer(Group.ENCODER, "encoder.1", "Linear, ReLU", "256", 256, 131_328),
                        new Layer(Group.BOTTLENECK, "latent", "Linear", "32", 32, 8_224),
                        new Layer(Group.DECODER, "decoder.0", "Linear, ReLU", "256", 256, 8_448),
                        new Layer(Group.DECODER, "decoder.1", "Linear, ReLU", "512", 512, 131_584),
                        new Layer(Group.DECODER, "decoder.2", "Linear", "784", 784, 402_192),
                        new Layer(Group.OUTPUT, "reconstruction", "Sigmoid", "1 x 28 x 28", 784, 0)));
    }

    private static NetworkDiagram convolutional() {
        return new NetworkDiagram(
                HOSTILE_NAME + ", latent 8",
                List.of(
                        new Layer(Group.INPUT, "picture", "", "1 x 28 x 28", 784, 0),
                        new Layer(Group.ENCODER, "encoder.0", "Conv2d 3x3 / 2, ReLU", "32 x 14 x 14", 6272, 320),
                        new Layer(Group.ENCODER, "encoder.1", "Conv2d 3x3 / 2, ReLU", "64 x 7 x 7", 3136, 18_496),
                        new Layer(Group.BOTTLENECK, "latent", "Linear", "8", 8, 25_096),
                        new Layer(Group.DECODER, "decoder.0", "Linear, ReLU", "64 x 7 x 7", 3136, 28_224),
                        new Layer(
                                Group.DECODER,
                                "decoder.1",
                                "ConvTranspose2d 4x4 x 2, ReLU",
                                "32 x 14 x 14",
                                6272,
                                32_800),
                        new Layer(
                                Group.OUTPUT,
                                "decoder.2",
                                "ConvTranspose2d 4x4 x 2, Sigmoid",
                                "1 x 28 x 28",
                                784,
                                513)));
    }

    private static List<Block> answer() {
        return List.of(
                new Paragraph(
                        "How small may the latent space of an autoencoder be before its reconstructions suffer, and"
                                + " what does a convolutional network gain over a dense one of the same latent size?"),
                new Callout(
                        Callout.Kind.ANSWER,
                        "Sixteen values are enough: they keep 96 % of what sixty-four gain over two. The convolutional"
                                + " network ends 13 % below the dense one at that size and takes three times as long."
                                + " Both beat PCA at every size."),
                new Callout(
                        Callout.Kind.WARNING,
                        "The validation loss of conv, latent 64, still fell in its last epoch: its figures are too high."),
                new Callout(Callout.Kind.NOTE, "Error bars are one standard deviation over three seeds."));
    }

    private static Paragraph paragraph() {
        return new Paragraph(
                "Every network saw the same 10,000 pictures in the order that its seed gives, ten times, in"
                        + " batches of 128, with Adam at a learning rate of 0.001. The figures are of the 2,000 test"
                        + " pictures, which no network was trained on.");
    }

    private static LineChart curves(String model, double start) {
        double[] epochs = IntStream.rangeClosed(1, 30).asDoubleStream().toArray();
        double[] training = IntStream.rangeClosed(1, 30)
                .mapToDouble(e -> .0108 + (start - .0108) * Math.exp(-e / 4.0))
                .toArray();
        double[] validation = IntStream.rangeClosed(1, 30)
                .mapToDouble(e -> .0114 + (start - .0106) * Math.exp(-e / 4.2))
                .toArray();
        return new LineChart(
                "Loss of " + model + ", latent 32",
                "epoch",
                "MSE",
                false,
                false,
                List.of(
                        new Series("training", epochs, training, null),
                        new Series("validation", epochs, validation, null)));
    }

    private static LineChart times() {
        return new LineChart(
                "Precision against training time",
                "training time (s)",
                "PSNR (dB)",
                false,
                false,
                List.of(
                        new Series("mlp", new double[] {21.4, 21.9, 22.3, 22.8, 23.1, 23.9}, psnr(MLP), null),
                        new Series("conv", new double[] {74.9, 75.5, 76.4, 77.2, 78.0, 79.1}, psnr(CONV), null)));
    }

    private static double[] psnr(double[] mse) {
        return IntStream.range(0, mse.length)
                .mapToDouble(i -> -10 * Math.log10(mse[i]))
                .toArray();
    }

    private static CodeBlock commands() {
        return new CodeBlock("./diabolo study --models mlp,conv --latents 2,4,8,16,32,64 --seeds 3 --out clothes\n"
                + "./diabolo study --resume clothes");
    }

    private static ImageBlock reconstructions() {
        return new ImageBlock(
                "Originals above, reconstructions by 2, 4, 8, 16, 32 and 64 values below.",
                "Seven rows of ten pictures; from the second row down they grow sharper.",
                png(10 * 14, 7 * 14),
                true);
    }

    /** Discs of different sizes in cells of 14 pixels, blurred in the upper rows. */
    static byte[] png(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double r = Math.hypot(x % 14 - 6.5, y % 14 - 6.5);
                double edge = y < 14 ? 6 : 1 + y / 14;
                double value = 1 / (1 + Math.exp((r - 2 - x / 14 % 5) * edge / 2));
                image.getRaster().setSample(x, y, 0, (int) (255 * value));
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
