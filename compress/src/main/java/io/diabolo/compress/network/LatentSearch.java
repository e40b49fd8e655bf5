package io.diabolo.compress.network;

import io.diabolo.engine.Generator;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Optimizer;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.nn.Pass;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Looks for the latent of one picture that costs least, by gradients through the decoder: {@code bits per pixel + lambda x squared
 * error}. What the analysis finds is only near it. The hyper-latent stays that of the analysis.
 *
 * @source Campos et al. 2019 (content adaptive optimisation); Yang, Bamler and Mandt 2020
 */
public final class LatentSearch {

    /** Of steps of a channel: its deviation, or the quantiser's step where that is less. */
    private static final double LEARNING_RATE = 0.01;

    private static final double FIRST_TEMPERATURE = 0.5;

    /** The temperature falls by the exponential of it. */
    private static final double COOLING = 3;

    private static final double LARGEST = 255;

    private final CompressionModel model;
    private final int steps;

    /**
     * @param model {@linkplain CompressionModel#frozen that learns nothing more}
     * @param steps of gradient descent, at least 1
     */
    public LatentSearch(CompressionModel model, int steps) {
        this.model = model;
        this.steps = steps;
    }

    /**
     * Improves a latent, with the same result each time for one number of threads.
     *
     * @param y [1, M, h, w] of the analysis, without gains
     * @param x [1, 3, H, W] in -0.5 to 0.5, the picture
     * @param row the quality, and what it means
     * @param stop once true, it ends with a {@link CancellationException}
     * @return [M * h * w] of a latent that costs less, as [h, w, M]; those of y where none was found
     */
    public float[] improve(Tensor y, Tensor x, QualityRow row, BooleanSupplier stop) {
        try (TensorScope scope = TensorScope.open("latent search");
                Generator random = Generator.of(0)) {
            Tensor start = y.mul(row.gain());
            Tensor features;
            Tensor unit;
            double before;
            try (NoGrad noGrad = NoGrad.open()) {
                features = model.describe(start);
                unit = start.square().mean(0, 2, 3).sqrt().clamp(0, 1).reshape(1, start.size(1), 1, 1);
                before = cost(start, features, x, row).item();
            }
            Tensor moved = Tensor.zeros(start.shape().toArray()).requireGradient();
            try (Optimizer optimizer = Optimizer.create(Optimizer.Kind.ADAM, List.of(moved), 0)) {
                for (int step = 0; step < steps; step++) {
                    if (stop.getAsBoolean()) {
                        throw new CancellationException("stopped");
                    }
                    double temperature = FIRST_TEMPERATURE * Math.exp(-COOLING * step / steps);
                    try (TensorScope inner = TensorScope.open("step")) {
                        moved.clearGradient();
                        Tensor candidate = start.add(unit.mul(moved));
                        cost(candidate, features, x, row, new AnnealedRounding(temperature, random))
                                .backward();
                        optimizer.step(LEARNING_RATE);
                    }
                }
            }
            try (NoGrad noGrad = NoGrad.open()) {
                Tensor found = start.add(unit.mul(moved));
                Tensor best = cost(found, features, x, row).item() < before ? found : start;
                return best.div(row.gain()).permute(0, 2, 3, 1).toFloats();
            }
        }
    }

    /** As in a file. */
    private Tensor cost(Tensor y, Tensor features, Tensor x, QualityRow row) {
        return cost(y, features, x, row, LatentQuantiser.wholeNumbers(Pass.inference()));
    }

    private Tensor cost(Tensor y, Tensor features, Tensor x, QualityRow row, LatentQuantiser.Manner manner) {
        CompressionModel.Forward forward = model.code(y, features, row, manner);
        int height = Math.toIntExact(x.size(2));
        int width = Math.toIntExact(x.size(3));
        Tensor error = forward.xHat()
                .narrow(2, 0, height)
                .narrow(3, 0, width)
                .sub(x)
                .square()
                .mean();
        return forward.bits().sum().div((double) height * width).add(error.mul(row.lambda() * LARGEST * LARGEST));
    }
}
