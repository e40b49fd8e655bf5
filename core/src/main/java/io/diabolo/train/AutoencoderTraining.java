package io.diabolo.train;

import io.diabolo.data.Dataset;
import io.diabolo.engine.Autocast;
import io.diabolo.engine.Device;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.Example;
import io.diabolo.model.LossTerms;
import io.diabolo.model.Objective;
import io.diabolo.nn.Parameters;
import io.diabolo.nn.Pass;
import io.diabolo.preprocess.Preprocessing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An autoencoder with its samples: each step sees a batch of them, augmented and corrupted as the plan says. */
final class AutoencoderTraining implements Trainable {

    private final Autoencoder model;
    private final Dataset train;
    private final Dataset validation;
    private final Preprocessing preprocessing;
    private final TrainingPlan plan;
    private final Device device;
    private final Objective objective = Objective.standard();
    private final Corruption corruption;
    private final Batches batches;

    AutoencoderTraining(
            Autoencoder model,
            Dataset train,
            Dataset validation,
            Preprocessing preprocessing,
            TrainingPlan plan,
            Device device) {
        this.model = model;
        this.train = train;
        this.validation = validation;
        this.preprocessing = preprocessing;
        this.plan = plan;
        this.device = device;
        check();
        corruption = Corruptions.parse(plan.corruption(), preprocessing);
        batches = new Batches(train, preprocessing);
    }

    private void check() {
        if (plan.batch() > train.size()) {
            throw new BadInputException("a batch of %d is larger than the %d training samples: use --batch %d or less"
                    .formatted(plan.batch(), train.size(), train.size()));
        }
        if (model.config().loss().needsUnitInterval() && !preprocessing.isUnitInterval()) {
            throw new BadInputException(
                    "the binary cross-entropy needs values in [0, 1], these go from %.4g to %.4g: use --loss mse"
                            .formatted(preprocessing.low(), preprocessing.high()));
        }
        for (Dataset data : List.of(train, validation)) {
            if (!data.shape().equals(model.config().input())) {
                throw new BadInputException("the model takes samples %s, the data has %s"
                        .formatted(model.config().input(), data.shape()));
            }
        }
    }

    @Override
    public Parameters parameters() {
        return model.parameters();
    }

    @Override
    public int samples() {
        return train.size();
    }

    @Override
    public LossTerms loss(long step, Generator random) {
        Example example = example(batches.rowsOfStep(step, plan.batch(), plan.seed()), step, random);
        try (Autocast autocast = Autocast.open(plan.precision(), device)) {
            return objective.loss(model, example, Pass.training(random), step);
        }
    }

    private Example example(int[] rows, long step, Generator random) {
        Tensor clean = batches.load(rows); // [N, C, H, W]
        double strength = plan.augmentation() * (1 - step / (double) plan.totalSteps(train.size()));
        if (strength > 0) {
            clean = Augmentation.apply(clean, strength, preprocessing, random);
        }
        return corruption.corrupt(clean, random);
    }

    @Override
    public void afterStep() {
        objective.afterStep();
    }

    /** With the corruption that training uses. */
    @Override
    public Measured validate() {
        Batches all = new Batches(validation, preprocessing);
        List<String> names = new ArrayList<>();
        double[] sums = {};
        for (int first = 0; first < validation.size(); first += plan.batch()) {
            int[] rows = Batches.range(first, plan.batch(), validation.size());
            try (TensorScope scope = TensorScope.open("validate");
                    Generator random = Generator.ofStep(plan.seed(), -1 - first);
                    Autocast autocast = Autocast.open(plan.precision(), device)) {
                Example example = corruption.corrupt(all.load(rows), random);
                LossTerms loss = objective.loss(model, example, Pass.inference(), Long.MAX_VALUE);
                List<Double> values = Trainer.values(loss);
                if (names.isEmpty()) {
                    names.addAll(TrainingListener.names(loss));
                    sums = new double[values.size()];
                }
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += values.get(i) * rows.length;
                }
            }
        }
        return new Measured(
                names,
                Arrays.stream(sums).map(sum -> sum / validation.size()).boxed().toList());
    }

    @Override
    public List<String> warnings() {
        return Health.check(model, validation, preprocessing);
    }
}
