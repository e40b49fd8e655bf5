package io.diabolo.train;

import io.diabolo.corrupt.Augmentation;
import io.diabolo.corrupt.Batches;
import io.diabolo.corrupt.Example;
import io.diabolo.data.Dataset;
import io.diabolo.data.RowSubset;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Autocast;
import io.diabolo.engine.Device;
import io.diabolo.engine.Engine;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Gradients;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.TensorScope;
import io.diabolo.engine.Together;
import io.diabolo.error.BadInputException;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.LossTerms;
import io.diabolo.model.OutputRange;
import io.diabolo.model.Reconstructor;
import io.diabolo.model.bottleneck.Bottleneck;
import io.diabolo.nn.Parameters;
import io.diabolo.nn.Pass;
import io.diabolo.preprocess.Preprocessing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A model with its samples: each step sees a batch of them, augmented and corrupted as the plan says. */
final class SampleTraining implements Trainable {

    /**
     * Samples that a validation looks at. All validations look at the same, so that they can be compared; more of them would take a
     * fifth of a short training.
     */
    private static final int MOST_VALIDATED = 2_000;

    private final Reconstructor model;
    private final Dataset train;
    private final Dataset validation;
    private final Preprocessing preprocessing;
    private final TrainingPlan plan;
    private final Device device;
    private final Batches batches;
    private @Nullable DataParallel parallel;
    private int threadsBefore;

    SampleTraining(
            Reconstructor model,
            Dataset train,
            Dataset validation,
            Preprocessing preprocessing,
            TrainingPlan plan,
            Device device) {
        this.model = model;
        this.train = train;
        this.validation = some(validation);
        this.preprocessing = preprocessing;
        this.plan = plan;
        this.device = device;
        check();
        batches = new Batches(train, preprocessing);
    }

    private static Dataset some(Dataset validation) {
        if (validation.size() <= MOST_VALIDATED) {
            return validation;
        }
        // Evenly, as the data may be in an order.
        return RowSubset.of(
                validation,
                IntStream.range(0, MOST_VALIDATED)
                        .map(i -> (int) ((long) i * validation.size() / MOST_VALIDATED))
                        .toArray());
    }

    private void check() {
        if (plan.batch() > train.size()) {
            throw new BadInputException(
                    "a batch of %d is larger than the %d training samples: use a batch of %d or less"
                            .formatted(plan.batch(), train.size(), train.size()));
        }
        if ((model.config().loss().needsUnitInterval() || model.config().output() == OutputRange.UNIT)
                && !preprocessing.range().isUnitInterval()) {
            throw new BadInputException(
                    "the binary cross-entropy and outputs in [0, 1] need values in [0, 1], these go from %.4g to %.4g: use the loss mse"
                            .formatted(
                                    preprocessing.range().low(),
                                    preprocessing.range().high()));
        }
        if (!preprocessing.shape().equals(model.config().input())) {
            throw new BadInputException("the model takes samples %s, the data has %s"
                    .formatted(model.config().input(), preprocessing.shape()));
        }
        if (!validation.shape().equals(train.shape())) {
            throw new BadInputException("the training samples are %s, those of the validation %s: they must be alike"
                    .formatted(train.shape(), validation.shape()));
        }
        if (plan.noise().augmentation() > 0 && preprocessing.shape().kind() != SampleShape.Kind.PICTURE) {
            throw new BadInputException(
                    "augmentation turns and shifts pictures, these are samples %s: train without augmentation"
                            .formatted(preprocessing.shape()));
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

    /** Gradients and the optimiser take about twice as long as what a validation does with a batch. */
    @Override
    public long validationCost() {
        return (validation.size() + 3L * plan.batch() - 1) / (3L * plan.batch());
    }

    @Override
    public void begin(boolean fresh) {
        if (fresh && model instanceof Autoencoder autoencoder) {
            LinearStart.apply(autoencoder, train, preprocessing);
            PseudoInputStart.apply(autoencoder, train, preprocessing, plan.seed());
        }
        int shares = DataParallel.shares(model.config(), plan.batch(), device);
        parallel = shares > 1 ? new DataParallel(model, shares) : null;
        threadsBefore = Engine.threads();
        if (shares == 1 && !DataParallel.isWorthThreads(model.config(), plan.batch())) {
            Engine.setThreads(1);
        }
    }

    @Override
    public void end() {
        Engine.setThreads(threadsBefore);
        if (parallel != null) {
            parallel.close();
            parallel = null;
        }
    }

    @Override
    public Together threads() {
        return parallel == null ? Together.ALONE : parallel.team();
    }

    @Override
    public LossTerms loss(long step, Generator random) {
        return loss(model, batches.rowsOfStep(step, plan.batch(), plan.seed()), step, random);
    }

    private LossTerms loss(Reconstructor network, int[] rows, long step, Generator random) {
        Example example = example(rows, step, random);
        try (Autocast autocast = Autocast.open(plan.precision(), device)) {
            Pass pass = Pass.training(random)
                    .withLabels(batches.labels(rows, model.config().conditions()));
            return model.config().objective().loss(network, example, pass, step);
        }
    }

    @Override
    public List<Double> backward(long step, Generator random) {
        DataParallel shared = parallel;
        if (shared == null) {
            return Trainable.super.backward(step, random);
        }
        int[] rows = batches.rowsOfStep(step, plan.batch(), plan.seed());
        List<List<Double>> losses = shared.run((replica, share) -> {
            int[] own = shared.rowsOf(share, rows);
            double part = own.length / (double) rows.length;
            try (TensorScope scope = TensorScope.open("share of a step", device);
                    Generator numbers = Generator.ofStep(Generator.mix(plan.seed()) + share, step)) {
                LossTerms loss = loss(replica, own, step, numbers);
                Gradients.clear(replica.parameters().trainable());
                loss.total().mul(part).backward();
                return scaled(loss.values(), part);
            }
        });
        shared.sumGradients();
        return sum(losses);
    }

    private Example example(int[] rows, long step, Generator random) {
        Example clean = batches.example(rows); // [N, C, *S]
        double strength = plan.noise().augmentation() * (1 - step / (double) plan.totalSteps(train.size()));
        if (strength > 0) {
            clean = Example.clean(Augmentation.apply(clean.input(), strength, preprocessing.range(), random));
        }
        return corrupted(clean, random);
    }

    private Example corrupted(Example clean, Generator random) {
        return plan.noise().corruption().corrupt(clean, preprocessing.range(), random);
    }

    @Override
    public void afterStep() {
        model.afterStep();
    }

    /** With the corruption that training uses, and a sampled posterior, so that a bound on the likelihood is one. */
    @Override
    public Measured validate() {
        DataParallel shared = parallel;
        List<List<Measured>> batches = shared == null
                ? List.of(validate(model, 0, 1))
                : shared.run((replica, share) -> validate(replica, share, shared.shares()));
        // In the order of the data, whoever measured what.
        List<List<Double>> values = new ArrayList<>();
        for (int i = 0; i < batches.get(0).size(); i++) {
            for (List<Measured> ofShare : batches) {
                if (i < ofShare.size()) {
                    values.add(ofShare.get(i).values());
                }
            }
        }
        return new Measured(batches.get(0).get(0).names(), sum(values));
    }

    /** Every {@code shares}-th batch, weighted by its part of all samples. */
    private List<Measured> validate(Reconstructor network, int share, int shares) {
        Batches all = new Batches(validation, preprocessing);
        List<Measured> measured = new ArrayList<>();
        for (int first = share * plan.batch(); first < validation.size(); first += shares * plan.batch()) {
            int[] rows = Batches.range(first, plan.batch(), validation.size());
            try (TensorScope scope = TensorScope.open("validate", device);
                    NoGrad noGrad = NoGrad.open();
                    Generator random = Generator.ofStep(plan.seed(), -1 - first);
                    Autocast autocast = Autocast.open(plan.precision(), device)) {
                Example example = corrupted(all.example(rows), random);
                Pass pass = Pass.validation(random)
                        .withLabels(all.labels(rows, model.config().conditions()));
                LossTerms loss = model.config().objective().loss(network, example, pass, Bottleneck.TRAINED);
                List<Double> values = scaled(loss.values(), rows.length / (double) validation.size());
                measured.add(new Measured(TrainingListener.names(loss), values));
            }
        }
        return measured;
    }

    private static List<Double> scaled(List<Double> values, double factor) {
        return values.stream().map(value -> value * factor).toList();
    }

    private static List<Double> sum(List<List<Double>> lists) {
        return IntStream.range(0, lists.get(0).size())
                .mapToObj(i -> lists.stream().mapToDouble(list -> list.get(i)).sum())
                .toList();
    }

    @Override
    public List<String> warnings() {
        return Health.check(model, validation, preprocessing, plan.noise().corruption());
    }
}
