package io.diabolo.examples;

import io.diabolo.data.ByteDataset;
import io.diabolo.data.Codes;
import io.diabolo.data.Dataset;
import io.diabolo.data.Glyphs;
import io.diabolo.data.LoadedData;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Gradients;
import io.diabolo.engine.Optimizer;
import io.diabolo.engine.Shape;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.image.Picture;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.nn.Activate;
import io.diabolo.nn.Activation;
import io.diabolo.nn.LayerConfig;
import io.diabolo.nn.Linear;
import io.diabolo.nn.Parameters;
import io.diabolo.nn.Pass;
import io.diabolo.nn.Sequential;
import io.diabolo.task.PictureAutoencoder;
import io.diabolo.task.SuitedConfig;
import io.diabolo.train.TrainingPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * Processing in the latent space: pictures are encoded, a small network maps codes to codes, and the decoder shows the
 * result. Here it learns to slant glyphs; the same is learned on pixels, with its error and cost beside it.
 *
 * <pre>{@code
 * upright x -> encoder -> [32] -> small network -> [32] -> decoder -> slanted
 * upright x -> small network on 784 pixels                         -> slanted
 * }</pre>
 *
 * <p>Argument: the number of steps of each training.
 */
public final class LatentProcessing {

    private static final int LATENT = 32;
    private static final int HIDDEN = 128;
    private static final int PIXELS = Glyphs.SIDE * Glyphs.SIDE;
    private static final int TRAIN = 6_000;
    private static final int VALIDATION = 500;
    private static final int TEST = 1_000;
    private static final int FIRST_TEST = TRAIN + VALIDATION;
    private static final double SLANT = 0.4;

    private LatentProcessing() {}

    public static void main(String[] args) {
        int steps = args.length == 0 ? 3_000 : Integer.parseInt(args[0]);
        List<Picture> upright = pictures(Glyphs.generate(7, FIRST_TEST + TEST));
        List<Picture> slanted = upright.stream().map(LatentProcessing::slant).toList();

        // The autoencoder sees both kinds, else its codes could not tell them apart.
        List<Picture> both = new ArrayList<>(upright.subList(0, TRAIN));
        both.addAll(slanted.subList(0, TRAIN));
        Dataset train = ByteDataset.of("upright and slanted glyphs", both);
        Dataset validation = ByteDataset.of("slanted glyphs to choose by", slanted.subList(TRAIN, FIRST_TEST));
        Dataset test = ByteDataset.of("slanted glyphs", slanted.subList(FIRST_TEST, FIRST_TEST + TEST));
        TrainingPlan plan = TrainingPlan.auto().withSteps(steps);
        LoadedData data = new LoadedData(train, validation, test, List.of());
        AutoencoderConfig config = SuitedConfig.mlp(data, LATENT);
        try (PictureAutoencoder model = PictureAutoencoder.train(config, data, plan)) {
            float[] from = model.encode(upright).values();
            float[] to = model.encode(slanted).values();
            float[] target = pixels(slanted.subList(FIRST_TEST, FIRST_TEST + TEST));
            long macs = 0;
            try (Mapping codes = Mapping.train(from, to, LATENT, steps)) {
                Codes mapped = Codes.of(LATENT, codes.apply(from, FIRST_TEST, TEST));
                macs = codes.multiplications();
                report("in the latent space", pixels(model.decode(mapped)), target, macs);
            }
            float[] x = pixels(upright);
            try (Mapping onPixels = Mapping.train(x, pixels(slanted), PIXELS, steps)) {
                report("on the pixels", onPixels.apply(x, FIRST_TEST, TEST), target, onPixels.multiplications());
            }
            report("left as it was", pixels(upright.subList(FIRST_TEST, FIRST_TEST + TEST)), target, 0);
            System.out.printf(
                    "the autoencoder's own error on them: MSE %.5f; it costs %,d more where codes are not kept%n",
                    model.evaluate(test).mse(), config.parameters());
        }
    }

    private static void report(String name, float[] output, float[] target, long macs) {
        double sum = 0;
        for (int i = 0; i < target.length; i++) {
            double difference = Math.max(0, Math.min(1, output[i])) - target[i];
            sum += difference * difference;
        }
        System.out.printf("%-20s MSE %.5f, %,9d multiplications a picture%n", name, sum / target.length, macs);
    }

    /** Shifts each row in proportion to its distance from the middle, with linear interpolation. */
    private static Picture slant(Picture picture) {
        byte[] pixels = new byte[PIXELS];
        for (int y = 0; y < Glyphs.SIDE; y++) {
            double shift = SLANT * (y - Glyphs.SIDE / 2.0);
            for (int x = 0; x < Glyphs.SIDE; x++) {
                double from = x + shift;
                int left = (int) Math.floor(from);
                double weight = from - left;
                pixels[y * Glyphs.SIDE + x] =
                        (byte) Math.round((1 - weight) * at(picture, y, left) + weight * at(picture, y, left + 1));
            }
        }
        return new Picture(1, Glyphs.SIDE, Glyphs.SIDE, pixels);
    }

    private static int at(Picture picture, int y, int x) {
        return x < 0 || x >= Glyphs.SIDE ? 0 : picture.at(0, y, x);
    }

    private static List<Picture> pictures(Dataset data) {
        List<Picture> pictures = new ArrayList<>();
        for (int row = 0; row < data.size(); row++) {
            byte[] pixels = new byte[PIXELS];
            data.gather(new int[] {row}, pixels);
            pictures.add(new Picture(1, Glyphs.SIDE, Glyphs.SIDE, pixels));
        }
        return pictures;
    }

    private static float[] pixels(List<Picture> pictures) {
        float[] values = new float[pictures.size() * PIXELS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (pictures.get(i / PIXELS).pixels()[i % PIXELS] & 0xff) / 255f;
        }
        return values;
    }

    /** A small network from vectors to vectors of the same size, trained on pairs with the engine's own means. */
    private static final class Mapping implements AutoCloseable {

        private static final int BATCH = 128;

        private final Parameters parameters = Parameters.create(3);
        private final Sequential network;
        private final List<LayerConfig> layers;
        private final int size;

        private Mapping(int size) {
            this.size = size;
            layers = List.of(new Linear(HIDDEN), new Activate(Activation.GELU), new Linear(size));
            try (TensorScope scope = TensorScope.open("build")) {
                network = Sequential.build(layers, Shape.of(size), parameters);
            }
        }

        static Mapping train(float[] from, float[] to, int size, int steps) {
            Mapping mapping = new Mapping(size);
            try (TensorScope data = TensorScope.open("pairs");
                    Optimizer adam = Optimizer.create(Optimizer.Kind.ADAM, mapping.parameters.trainable(), 0)) {
                Tensor inputs = Tensor.of(from, from.length / size, size).narrow(0, 0, TRAIN);
                Tensor targets = Tensor.of(to, to.length / size, size).narrow(0, 0, TRAIN);
                for (int step = 0; step < steps; step++) {
                    try (TensorScope scope = TensorScope.open("step");
                            Generator random = Generator.ofStep(5, step)) {
                        Tensor rows = Tensor.of(
                                rows(Tensor.uniform(random, 0, TRAIN, BATCH).toFloats()));
                        Tensor error = mapping.network
                                .forward(inputs.rows(rows), Pass.training(random))
                                .sub(targets.rows(rows))
                                .square()
                                .mean();
                        Gradients.clear(mapping.parameters.trainable());
                        error.backward();
                        adam.step(1e-3 * (1 - step / (double) steps));
                    }
                }
            }
            return mapping;
        }

        /** [count, size], row by row. */
        float[] apply(float[] values, int first, int count) {
            try (TensorScope scope = TensorScope.open("map")) {
                float[] part = java.util.Arrays.copyOfRange(values, first * size, (first + count) * size);
                return network.forward(Tensor.of(part, count, size), Pass.inference())
                        .toFloats();
            }
        }

        long multiplications() {
            return 2L * size * HIDDEN;
        }

        private static long[] rows(float[] places) {
            long[] rows = new long[places.length];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = Math.min(TRAIN - 1, (long) places[i]);
            }
            return rows;
        }

        @Override
        public void close() {
            parameters.close();
        }
    }
}
