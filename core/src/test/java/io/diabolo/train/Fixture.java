package io.diabolo.train;

import io.diabolo.data.Dataset;
import io.diabolo.data.FloatDataset;
import io.diabolo.data.Glyphs;
import io.diabolo.data.RowSubset;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Device;
import io.diabolo.engine.Tensor;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.Body;
import io.diabolo.model.ConvBody;
import io.diabolo.model.MlpBody;
import io.diabolo.model.OutputRange;
import io.diabolo.model.Reconstructor;
import io.diabolo.model.SpatialBody;
import io.diabolo.model.bottleneck.BottleneckConfig;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Normalization;
import io.diabolo.preprocess.Preprocessing;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Small data and quick trainings. */
public final class Fixture {

    private static final Dataset GLYPHS = Glyphs.generate(3, 3_300);

    private Fixture() {}

    /** 3,000 glyphs. */
    public static Dataset glyphs() {
        return rows(0, 3_000);
    }

    /** Another 150. */
    public static Dataset validation() {
        return rows(3_000, 3_150);
    }

    /** Another 150. */
    public static Dataset test() {
        return rows(3_150, 3_300);
    }

    private static Dataset rows(int from, int to) {
        return RowSubset.of(GLYPHS, IntStream.range(from, to).toArray());
    }

    public static Preprocessing preprocessing() {
        return Preprocessing.of(GLYPHS);
    }

    /** One of each kind that there is, as its {@code defaults()}: the {@code permits} clause takes a new one in. */
    static List<BottleneckConfig> everyBottleneck() {
        return Arrays.stream(BottleneckConfig.class.getPermittedSubclasses())
                .map(Fixture::defaults)
                .toList();
    }

    private static BottleneckConfig defaults(Class<?> kind) {
        try {
            return (BottleneckConfig) kind.getMethod("defaults").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(kind + " needs a public static defaults(), by which tests take it in", e);
        }
    }

    /** Samples of 8 floats in [low, high) that lie near a plane. */
    public static Dataset plane(int count, double low, double high, long seed) {
        Random random = new Random(seed);
        float[][] samples = new float[count][8];
        for (float[] sample : samples) {
            double a = random.nextDouble();
            double b = random.nextDouble();
            for (int i = 0; i < sample.length; i++) {
                sample[i] = (float) (low + (high - low) * (0.1 + 0.8 * (i % 2 == 0 ? a : b)));
            }
        }
        return FloatDataset.of("plane", SampleShape.picture(1, 2, 4), samples);
    }

    /** A model of {@link #plane} with two latent units. */
    public static AutoencoderConfig small(Normalization normalization, double dropout) {
        return AutoencoderConfig.mlp(SampleShape.picture(1, 2, 4), 2)
                .withBody(new MlpBody(List.of(12), Activation.TANH, normalization, dropout))
                .withOutput(OutputRange.LINEAR);
    }

    /** A small convolutional autoencoder of {@link #glyphs} with 8 latent units, which has the space that a bottleneck keeps. */
    public static AutoencoderConfig convolutional(BottleneckConfig bottleneck) {
        Body body = bottleneck.keepsSpace()
                ? new SpatialBody(List.of(4, 8), 1, Activation.SILU)
                : new ConvBody(
                        List.of(4, 8),
                        1,
                        3,
                        ConvBody.Down.STRIDE,
                        ConvBody.Up.TRANSPOSED,
                        Activation.SILU,
                        Normalization.NONE);
        return AutoencoderConfig.of(glyphs().shape(), 8, body, bottleneck).withOutput(OutputRange.UNIT);
    }

    /** 400 steps of 16 samples at a constant rate. */
    public static TrainingPlan plan() {
        return TrainingPlan.auto()
                .withSteps(400)
                .withBatch(16)
                .withSeed(5)
                .with(TrainingPlan.Optimization.auto().withLearningRate(5e-3).withSchedule(Schedule.COSINE, 10));
    }

    public static Trainer trainer(Reconstructor model, TrainingPlan plan) {
        Dataset data = plane(100, 0, 1, 1);
        return new Trainer(model, data, plane(40, 0, 1, 2), Preprocessing.of(data), plan, Device.CPU);
    }

    /** All of a model's numbers, by name. */
    public static Map<String, List<Float>> weights(Reconstructor model) {
        Map<String, List<Float>> weights = new TreeMap<>();
        for (Map.Entry<String, Tensor> entry : model.parameters().all().entrySet()) {
            float[] values = entry.getValue().toFloats();
            weights.put(
                    entry.getKey(),
                    IntStream.range(0, values.length).mapToObj(i -> values[i]).toList());
        }
        return weights;
    }
}
