package io.diabolo.bench;

import io.diabolo.corrupt.Batches;
import io.diabolo.corrupt.Example;
import io.diabolo.data.Dataset;
import io.diabolo.engine.Autocast;
import io.diabolo.engine.Device;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Gradients;
import io.diabolo.engine.Optimizer;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.LossTerms;
import io.diabolo.nn.Pass;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.train.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Where a training step's time goes: the trainer's step taken apart, with a clock between its parts. */
final class StepParts {

    private static final int WARM_UP = 5;

    private StepParts() {}

    static Protocol.PartTimes measure(
            AutoencoderConfig config, Dataset data, Preprocessing preprocessing, TrainingPlan plan, int steps) {
        List<List<Double>> times = new ArrayList<>();
        for (int part = 0; part < 5; part++) {
            times.add(new ArrayList<>());
        }
        Batches batches = new Batches(data, preprocessing);
        Random random = new Random(plan.seed());
        try (Autoencoder model = config.build(plan.seed());
                Optimizer optimizer = Optimizer.create(
                        plan.optimization().optimizer(),
                        model.parameters().trainable(),
                        plan.optimization().weightDecay())) {
            for (int step = 0; step < WARM_UP + steps; step++) {
                int[] rows = random.ints(plan.batch(), 0, data.size()).toArray();
                double[] one = step(model, optimizer, batches, rows, plan);
                for (int part = 0; part < one.length && step >= WARM_UP; part++) {
                    times.get(part).add(one[part]);
                }
            }
        }
        double[] medians = times.stream().mapToDouble(Statistics::median).toArray();
        return new Protocol.PartTimes(medians[0], medians[1], medians[2], medians[3], medians[4]);
    }

    /** Milliseconds of data, forward, backward, optimiser, and of reading the loss. */
    private static double[] step(
            Autoencoder model, Optimizer optimizer, Batches batches, int[] rows, TrainingPlan plan) {
        long[] clock = new long[6];
        try (TensorScope scope = TensorScope.open("train step");
                Generator random = Generator.of(plan.seed())) {
            clock[0] = System.nanoTime();
            Tensor x = batches.load(rows);
            clock[1] = System.nanoTime();
            LossTerms loss;
            try (Autocast autocast = Autocast.open(plan.precision(), Device.CPU)) {
                loss = model.config().objective().loss(model, Example.clean(x), Pass.training(random), 0);
            }
            clock[2] = System.nanoTime();
            Gradients.clear(model.parameters().trainable());
            loss.total().backward();
            clock[3] = System.nanoTime();
            optimizer.step(plan.optimization().learningRate());
            clock[4] = System.nanoTime();
            if (!Double.isFinite(loss.total().item())) {
                throw new IllegalStateException("the loss is not finite");
            }
            clock[5] = System.nanoTime();
        }
        double[] milliseconds = new double[5];
        for (int i = 0; i < milliseconds.length; i++) {
            milliseconds[i] = (clock[i + 1] - clock[i]) / 1e6;
        }
        return milliseconds;
    }
}
