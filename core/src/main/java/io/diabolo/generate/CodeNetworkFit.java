package io.diabolo.generate;

import io.diabolo.data.Codes;
import io.diabolo.data.Dataset;
import io.diabolo.data.RowSubset;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Optimizer;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.model.bottleneck.CodeGrid;
import io.diabolo.model.bottleneck.CodeNetwork;
import io.diabolo.model.bottleneck.CodeNumbers;
import io.diabolo.task.TrainedModel;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Fits an autoregressive prior to the codes of a trained, quantised model: at most 1,500 steps of Adam, half a minute. The weights
 * that are kept are those under which validation codes are most probable.
 */
public final class CodeNetworkFit {

    private static final int STEPS = 1_500;

    /** Validations without a gain, after which the fit ends. */
    private static final int PATIENCE = 4;

    private static final int BETWEEN_VALIDATIONS = 100;
    private static final double RATE = 3e-3;

    /** Code numbers that a step sees. */
    private static final int NUMBERS_A_STEP = 2_048;

    /** Probabilities that are held at once: 16 MiB. */
    private static final int MOST_PROBABILITIES = 1 << 22;

    private static final int MOST_SAMPLES = 256;
    private static final int MOST_VALIDATED = 1_000;

    private CodeNetworkFit() {}

    /**
     * What was fitted.
     *
     * @param network the caller's to close
     * @param validationNats mean of {@code -log p(n)} over codes that it was not fitted to
     * @param independentNats the same where each place knows how often it has each number, but nothing of the others
     */
    public record Fitted(CodeNetwork network, double validationNats, double independentNats) {}

    /**
     * The numbers of the codes of samples.
     *
     * @param most of more samples so many are taken, evenly spread
     * @throws BadInputException if codes are no choices among vectors
     */
    public static int[][] numbers(TrainedModel model, Dataset data, int most) {
        int[] rows = IntStream.range(0, Math.min(most, data.size()))
                .map(i -> data.size() <= most ? i : (int) ((long) i * data.size() / most))
                .toArray();
        Codes codes = model.encode(RowSubset.of(data, rows));
        int[][] numbers = new int[codes.size()][];
        try (TensorScope scope = TensorScope.open("code numbers", model.device());
                NoGrad noGrad = NoGrad.open()) {
            CodeNumbers known = known(model);
            for (int first = 0; first < numbers.length; first += MOST_SAMPLES) {
                int count = Math.min(MOST_SAMPLES, numbers.length - first);
                try (TensorScope chunk = TensorScope.open("chunk", model.device())) {
                    int[][] some = known.numbersOf(Tensor.of(codes.values(first, count), count, codes.latent()));
                    System.arraycopy(some, 0, numbers, first, count);
                }
            }
        }
        return numbers;
    }

    /**
     * How the numbers of a model's codes lie.
     *
     * @throws BadInputException if codes are no choices among vectors
     */
    public static CodeGrid grid(TrainedModel model) {
        try (TensorScope scope = TensorScope.open("grid", model.device())) {
            return known(model).grid();
        }
    }

    /** Of the innermost scope. */
    static CodeNumbers known(TrainedModel model) {
        return model.autoencoder()
                .prior()
                .filter(CodeNumbers.class::isInstance)
                .map(CodeNumbers.class::cast)
                .orElseThrow(() -> new BadInputException(
                        "codes of a %s autoencoder are numbers of any size, not choices among vectors: fit a mixture of normal distributions to them"
                                .formatted(model.autoencoder()
                                        .config()
                                        .bottleneck()
                                        .kind())));
    }

    /**
     * Fits one.
     *
     * @param train [N][T]
     * @param validation to choose by
     * @param stop asked at each step on the calling thread
     * @throws java.util.concurrent.CancellationException as soon as that is true
     */
    public static Fitted fit(CodeGrid grid, int[][] train, int[][] validation, long seed, BooleanSupplier stop) {
        return fit(grid, train, validation, new Length(STEPS, seed), stop);
    }

    /** How long, and from where. */
    record Length(int steps, long seed) {}

    static Fitted fit(CodeGrid grid, int[][] train, int[][] validation, Length length, BooleanSupplier stop) {
        CodeNetwork network = CodeNetwork.create(grid, length.seed);
        try {
            double nats = new Training(network, train, some(validation), length).run(stop);
            return new Fitted(network, nats, independent(grid, train, some(validation)));
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** Samples. */
    private static int atOnce(CodeGrid grid) {
        int numbers = Math.min(NUMBERS_A_STEP, MOST_PROBABILITIES / grid.codes());
        return Math.max(1, Math.min(MOST_SAMPLES, numbers / grid.size()));
    }

    private static int[][] some(int[]... validation) {
        return validation.length <= MOST_VALIDATED ? validation : Arrays.copyOf(validation, MOST_VALIDATED);
    }

    /** One fit in work. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Training(CodeNetwork network, int[][] train, int[][] validation, Length length) {

        double run(BooleanSupplier stop) {
            int batch = Math.min(atOnce(network.grid()), train.length);
            SplittableRandom random = new SplittableRandom(length.seed);
            List<float[]> best = values();
            double bestNats = mean(validation);
            int withoutGain = 0;
            try (Optimizer optimizer = Optimizer.create(Optimizer.Kind.ADAM, network.trainable(), 0)) {
                for (int step = 1; step <= length.steps && withoutGain < PATIENCE; step++) {
                    MixtureFit.stopIf(stop);
                    step(random.ints(batch, 0, train.length).toArray(), step, optimizer);
                    if (step % BETWEEN_VALIDATIONS == 0) {
                        double nats = mean(validation);
                        withoutGain = nats < bestNats ? 0 : withoutGain + 1;
                        if (nats < bestNats) {
                            bestNats = nats;
                            best = values();
                        }
                    }
                }
            }
            restore(best);
            return bestNats;
        }

        private void step(int[] rows, int step, Optimizer optimizer) {
            try (TensorScope scope = TensorScope.open("code network step")) {
                int[][] numbers = IntStream.of(rows).mapToObj(row -> train[row]).toArray(int[][]::new);
                network.trainable().forEach(Tensor::clearGradient);
                network.nats(numbers).mean().backward();
                optimizer.step(RATE * (1 - (step - 1) / (double) length.steps));
            }
        }

        private double mean(int[]... numbers) {
            int atOnce = atOnce(network.grid());
            double total = 0;
            for (int first = 0; first < numbers.length; first += atOnce) {
                try (TensorScope scope = TensorScope.open("validate");
                        NoGrad noGrad = NoGrad.open()) {
                    int[][] part = Arrays.copyOfRange(numbers, first, Math.min(numbers.length, first + atOnce));
                    total += network.nats(part).sum().item();
                }
            }
            return total / numbers.length;
        }

        private List<float[]> values() {
            return network.trainable().stream().map(Tensor::toFloats).toList();
        }

        private void restore(List<float[]> values) {
            try (TensorScope scope = TensorScope.open("restore");
                    NoGrad noGrad = NoGrad.open()) {
                for (int i = 0; i < values.size(); i++) {
                    Tensor parameter = network.trainable().get(i);
                    parameter.assignInPlace(
                            Tensor.of(values.get(i), parameter.shape().toArray()));
                }
            }
        }
    }

    /** Each place's frequencies in training, one added to each count so that none is 0. */
    private static double independent(CodeGrid grid, int[][] train, int[][] validation) {
        double total = 0;
        for (int place = 0; place < grid.size(); place++) {
            double[] counts = new double[grid.codes()];
            Arrays.fill(counts, 1);
            for (int[] sample : train) {
                counts[sample[place]]++;
            }
            for (int[] sample : validation) {
                total -= Math.log(counts[sample[place]] / (train.length + grid.codes()));
            }
        }
        return total / validation.length;
    }
}
