package io.diabolo.eval;

import io.diabolo.data.Codes;
import io.diabolo.engine.Optimizer;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import java.util.Arrays;
import java.util.List;

/**
 * How well classes lie on two sides of planes: the share of test codes that a multinomial logistic regression on the training codes
 * gives the right label.
 *
 * @source G. Alain, Y. Bengio, "Understanding intermediate layers using linear classifier probes", ICLR workshop 2017
 */
public final class LinearProbe {

    private static final int STEPS = 400;
    private static final double LEARNING_RATE = 0.1;

    /** Weights of the squared weights, over the number of codes: scikit-learn's C = 1. */
    private static final double PENALTY = 0.5;

    private static final double SMALLEST_DEVIATION = 1e-6;

    private LinearProbe() {}

    /**
     * The accuracy, 0 to 1. Codes are standardised; the regression is fitted by Adam on all codes at once, and follows from them
     * alone.
     *
     * @param train at most {@link Knn#MAX_TRAIN} of them are used, drawn at random
     * @param seed of that draw
     */
    public static double accuracy(Knn.Labelled train, Knn.Labelled test, long seed) {
        if (train.labels().length == 0
                || test.labels().length == 0
                || train.codes().latent() != test.codes().latent()) {
            throw new BadInputException(
                    "a probe needs training and test codes of as many dimensions, got %d codes [%d] and %d [%d]"
                            .formatted(
                                    train.labels().length,
                                    train.codes().latent(),
                                    test.labels().length,
                                    test.codes().latent()));
        }
        Knn.Labelled drawn = train.atMost(seed);
        int classes = 1 + Math.max(max(drawn.labels()), max(test.labels()));
        try (TensorScope scope = TensorScope.open("linear probe")) {
            Tensor x = tensor(drawn.codes());
            Tensor mean = x.mean(0);
            Tensor deviation = x.sub(mean).square().mean(0).sqrt().clamp(SMALLEST_DEVIATION, Double.POSITIVE_INFINITY);
            Tensor weight = Tensor.zeros(classes, drawn.codes().latent()).requireGradient();
            Tensor bias = Tensor.zeros(classes).requireGradient();
            fit(x.sub(mean).div(deviation), oneHot(drawn.labels(), classes), List.of(weight, bias));
            float[] scores = tensor(test.codes())
                    .sub(mean)
                    .div(deviation)
                    .linear(weight.detach(), bias.detach())
                    .toFloats();
            return accuracy(scores, classes, test.labels());
        }
    }

    private static void fit(Tensor x, Tensor target, List<Tensor> parameters) {
        double penalty = PENALTY / x.size(0);
        try (Optimizer optimizer = Optimizer.create(Optimizer.Kind.ADAM, parameters, 0)) {
            for (int step = 0; step < STEPS; step++) {
                try (TensorScope scope = TensorScope.open("probe step")) {
                    parameters.forEach(Tensor::clearGradient);
                    Tensor likelihood = x.linear(parameters.get(0), parameters.get(1))
                            .logSoftmax(1)
                            .mul(target)
                            .sum(1)
                            .mean();
                    parameters
                            .get(0)
                            .square()
                            .sum()
                            .mul(penalty)
                            .sub(likelihood)
                            .backward();
                    optimizer.step(LEARNING_RATE * (1 - step / (double) STEPS));
                }
            }
        }
    }

    private static double accuracy(float[] scores, int classes, int[] labels) {
        int right = 0;
        for (int row = 0; row < labels.length; row++) {
            int best = 0;
            for (int of = 1; of < classes; of++) {
                if (scores[row * classes + of] > scores[row * classes + best]) {
                    best = of;
                }
            }
            right += best == labels[row] ? 1 : 0;
        }
        return (double) right / labels.length;
    }

    private static Tensor oneHot(int[] labels, int classes) {
        float[] values = new float[labels.length * classes];
        for (int row = 0; row < labels.length; row++) {
            values[row * classes + labels[row]] = 1;
        }
        return Tensor.of(values, labels.length, classes);
    }

    private static Tensor tensor(Codes codes) {
        return Tensor.of(codes.values(), codes.size(), codes.latent());
    }

    private static int max(int[] labels) {
        return Arrays.stream(labels).max().orElse(0);
    }
}
