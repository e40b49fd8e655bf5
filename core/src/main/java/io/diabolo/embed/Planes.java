package io.diabolo.embed;

import io.diabolo.data.Codes;
import io.diabolo.data.Dataset;
import io.diabolo.data.FloatDataset;
import io.diabolo.data.LoadedData;
import io.diabolo.data.RowSubset;
import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import io.diabolo.linear.Pca;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.task.SuitedConfig;
import io.diabolo.task.TrainedModel;
import io.diabolo.task.TrainingOptions;
import io.diabolo.train.TrainingPlan;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Ways to bring codes of more than two numbers into a plane. */
public final class Planes {

    private static final int FEWEST = 20;
    private static final int HELD_OUT = 10;

    private Planes() {}

    /** How codes come into a plane. */
    public enum Layout {
        /** The first two principal components. */
        PCA,
        /** An autoencoder with two numbers, trained on the codes. */
        AUTOENCODER,
        /** t-distributed stochastic neighbour embedding. */
        TSNE;

        /**
         * Lays codes out.
         *
         * @param codes at least 20 of at least 2 numbers
         * @param stop asked often; once true, the points are as far as they have come
         * @return [N][2]
         */
        public double[][] of(Codes codes, BooleanSupplier stop) {
            return switch (this) {
                case PCA -> principal(codes).points();
                case AUTOENCODER -> autoencoder(codes, stop);
                case TSNE -> tsne(codes, stop);
            };
        }
    }

    /**
     * The first two principal components.
     *
     * @param codes of at least 2 numbers
     */
    public static Principal principal(Codes codes) {
        require(codes);
        int latent = codes.latent();
        float[][] probes = new float[latent + 1][latent]; // the units, then zero
        for (int unit = 0; unit < latent; unit++) {
            probes[unit][unit] = 1;
        }
        FloatDataset data = dataset(codes);
        try (Pca pca = Pca.fit(data, Preprocessing.of(data), 2)) {
            double[][] seen = points(pca.encode(FloatDataset.of("probes", SampleShape.row(latent), probes)));
            double[][] axes = IntStream.range(0, 2)
                    .mapToObj(axis -> IntStream.rangeClosed(0, latent)
                            .mapToDouble(unit -> seen[unit][axis] - (unit < latent ? seen[latent][axis] : 0))
                            .toArray())
                    .toArray(double[][]::new);
            return new Principal(points(pca.encode(data)), axes);
        }
    }

    /**
     * Codes in a plane, and how any code comes there: each coordinate is a weighted sum of its numbers, and an offset.
     *
     * @param points [N][2]
     * @param axes [2][D + 1], the D weights of each coordinate, then its offset
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Principal(double[][] points, double[][] axes) {}

    /**
     * The codes of an autoencoder with two numbers, trained on the codes; every tenth is held out to choose its best weights.
     *
     * @param codes of at least 2 numbers
     * @param stop asked before each step of the training
     * @return [N][2]
     */
    public static double[][] autoencoder(Codes codes, BooleanSupplier stop) {
        require(codes);
        FloatDataset data = dataset(codes);
        Dataset train = part(data, false);
        Dataset heldOut = part(data, true);
        LoadedData parts = new LoadedData(train, heldOut, heldOut, List.of());
        try (TrainedModel model = TrainedModel.train(
                SuitedConfig.mlp(parts, 2),
                parts,
                TrainingPlan.auto(),
                TrainingOptions.defaults().withStop(stop))) {
            return points(model.encode(data));
        }
    }

    private static Dataset part(Dataset data, boolean heldOut) {
        return RowSubset.of(
                data,
                IntStream.range(0, data.size())
                        .filter(row -> row % HELD_OUT == 0 == heldOut)
                        .toArray());
    }

    /**
     * {@link TSne} with its usual options, from the principal components on.
     *
     * @param codes of at least 2 numbers
     * @param stop asked at each iteration
     * @return [N][2]
     */
    public static double[][] tsne(Codes codes, BooleanSupplier stop) {
        return TSne.of(codes.rows(), principal(codes).points(), TSne.Options.usual(), stop)
                .points();
    }

    private static void require(Codes codes) {
        if (codes.latent() < 2 || codes.size() < FEWEST) {
            throw new BadInputException("a plane takes at least %d codes of 2 or more numbers, these are %d of %d"
                    .formatted(FEWEST, codes.size(), codes.latent()));
        }
    }

    private static FloatDataset dataset(Codes codes) {
        return FloatDataset.of("codes", SampleShape.row(codes.latent()), codes.rows());
    }

    private static double[][] points(Codes codes) {
        return Arrays.stream(codes.rows())
                .map(code -> new double[] {code[0], code.length > 1 ? code[1] : 0})
                .toArray(double[][]::new);
    }
}
