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
import io.diabolo.nodes.Nodes;
import io.diabolo.preprocess.Preprocessing;
import java.util.ArrayList;
import java.util.Arrays;
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
    private Nodes nodes = Nodes.alone();

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
                    "the losses bce and mixture and outputs in [0, 1] need values in [0, 1], these go from %.4g to %.4g: use the loss mse"
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
    public void join(Nodes others) {
        if (device != Device.CPU) {
            throw new BadInputException("several machines train on their processors: leave the device out");
        }
        if (model.config().mixesSamples()) {
            throw new BadInputException(
                    "the samples of a batch depend on one another here (batch normalisation, or a loss or a bottleneck that looks at all of them), so that machines cannot share a batch: choose other layers, or train on one machine");
        }
        nodes = others;
    }

    @Override
    public void begin(boolean fresh) {
        if (fresh && model instanceof Autoencoder autoencoder) {
            LinearStart.apply(autoencoder, train, preprocessing);
            PseudoInputStart.apply(autoencoder, train, preprocessing, plan.seed());
        }
        int shares = ownShares();
        parallel = shares * nodes.size() > 1 ? new DataParallel(model, shares, nodes) : null;
        threadsBefore = Engine.threads();
        if (shares == 1 && (nodes.size() > 1 || !DataParallel.isWorthThreads(model.config(), plan.batch()))) {
            Engine.setThreads(1);
        }
    }

    /** Of a batch's shares those of this machine: as many as the weakest of the machines can use. */
    private int ownShares() {
        if (plan.batch() < nodes.size()) {
            throw new BadInputException(
                    "a batch of %d samples cannot be shared out among %d machines: use a larger batch"
                            .formatted(plan.batch(), nodes.size()));
        }
        int shares = DataParallel.shares(model.config(), plan.batch() / nodes.size(), device);
        return nodes.tell(shares).stream().mapToInt(told -> (int) told[0]).min().orElseThrow();
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
        return sum(parts(shared.sumGradients(joined(losses)), losses.get(0).size()));
    }

    private static double[] joined(List<List<Double>> lists) {
        return lists.stream().flatMap(List::stream).mapToDouble(value -> value).toArray();
    }

    /** What all machines say, as lists of so many numbers. */
    private static List<List<Double>> parts(List<double[]> told, int size) {
        List<List<Double>> lists = new ArrayList<>();
        for (double[] numbers : told) {
            for (int first = 0; first < numbers.length; first += size) {
                lists.add(Arrays.stream(numbers, first, first + size).boxed().toList());
            }
        }
        return lists;
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
        // What moves without gradients may move by samples that one machine alone has seen.
        nodes.takeFromFirst(model.parameters().buffers());
    }

    /** With the corruption that training uses, and a sampled posterior, so that a bound on the likelihood is one. */
    @Override
    public Measured validate() {
        DataParallel shared = parallel;
        int shares = shared == null ? 1 : shared.shares();
        List<List<Measured>> own = shared == null
                ? List.of(validate(model, 0, 1))
                : shared.run((replica, share) -> validate(replica, share, shares));
        List<String> names = own.get(0).get(0).names();
        int count = (validation.size() + plan.batch() - 1) / plan.batch();
        int rounds = (count + shares - 1) / shares;
        double[] said = new double[own.size() * rounds * names.size()]; // a share that has a batch less leaves zeros
        for (int i = 0; i < own.size(); i++) {
            double[] values = joined(own.get(i).stream().map(Measured::values).toList());
            System.arraycopy(values, 0, said, i * rounds * names.size(), values.length);
        }
        List<List<Double>> told = parts(nodes.tell(said), names.size());
        // In the order of the data, whoever measured what.
        return new Measured(
                names,
                sum(IntStream.range(0, count)
                        .mapToObj(i -> told.get(i % shares * rounds + i / shares))
                        .toList()));
    }

    /** Every {@code shares}-th batch, weighted by its part of all samples; for a share that has none the first, which nobody counts. */
    private List<Measured> validate(Reconstructor network, int share, int shares) {
        Batches all = new Batches(validation, preprocessing);
        List<Measured> measured = new ArrayList<>();
        int begin = share * plan.batch() < validation.size() ? share * plan.batch() : 0;
        for (int first = begin; first < validation.size(); first += shares * plan.batch()) {
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
