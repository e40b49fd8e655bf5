package io.diabolo.train;

import io.diabolo.data.Dataset;
import io.diabolo.engine.Autocast;
import io.diabolo.engine.Device;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Gradients;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Optimizer;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.error.TrainingStoppedException;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.Example;
import io.diabolo.model.LossTerms;
import io.diabolo.model.Objective;
import io.diabolo.nn.Pass;
import io.diabolo.preprocess.Preprocessing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Trains an autoencoder: {@link #fit()} is the one loop that all kinds share.
 *
 * <p>The same seed, machine and number of threads give the same bits. Random numbers and the order of the data follow
 * from the seed and the number of the step alone, so a training that resumes from a checkpoint ends with the bits of one
 * that was never interrupted. Not safe for use by several threads.
 */
public final class Trainer implements AutoCloseable {

    /** Validations are at least so many steps apart. */
    private static final long VALIDATION_STEPS = 200;

    private final Autoencoder model;
    private final Dataset train;
    private final Dataset validation;
    private final Preprocessing preprocessing;
    private final TrainingPlan plan;
    private final Device device;
    private final List<TrainingListener> listeners = new ArrayList<>();
    private final Objective objective = Objective.standard();
    private final Corruption corruption;
    private final Batches batches;
    private final Optimizer optimizer;
    private final WeightAverage average;
    private final TensorScope owned = TensorScope.owner("best weights");
    private final List<Tensor> best;
    private Progress progress = new Progress();
    private BooleanSupplier interrupted = () -> false;

    /**
     * @param model on {@code device}
     * @throws BadInputException if plan, data and model do not fit together
     */
    public Trainer(
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
        List<Tensor> all = List.copyOf(model.parameters().all().values());
        optimizer = Optimizer.create(plan.optimizer(), model.parameters().trainable(), plan.weightDecay());
        average = new WeightAverage(plan.averaging() > 0 ? all : List.of(), plan.averaging());
        best = WeightAverage.copies(owned, all);
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

    public Trainer listen(TrainingListener listener) {
        listeners.add(listener);
        return this;
    }

    /** Asked before each step; once true, the training ends there and can be resumed. */
    public Trainer stopWhen(BooleanSupplier stop) {
        interrupted = stop;
        return this;
    }

    /** Trains until the plan is done, the validation loss no longer improves, or somebody asks it to stop. */
    public TrainingResult fit() {
        long total = plan.totalSteps(train.size());
        long every = Math.max(VALIDATION_STEPS, plan.stepsPerEpoch(train.size()));
        List<Tensor> parameters = model.parameters().trainable();
        begin(total);
        TrainingResult.Reason reason = TrainingResult.Reason.COMPLETED;
        long lastTime = System.nanoTime();
        while (progress.step < total) {
            if (stopsEarly()) { // also where a training resumes from the checkpoint of its last validation
                reason = TrainingResult.Reason.STOPPED_EARLY;
                break;
            }
            if (interrupted.getAsBoolean()) {
                reason = TrainingResult.Reason.INTERRUPTED;
                break;
            }
            long step = progress.step;
            int[] rows = batches.rowsOfStep(step, plan.batch(), plan.seed());
            try (TensorScope scope = TensorScope.open("train step", device);
                    Generator random = Generator.ofStep(plan.seed(), step)) {
                Example example = example(rows, random);
                LossTerms loss;
                try (Autocast autocast = Autocast.open(plan.precision(), device)) {
                    loss = objective.loss(model, example, Pass.training(random), step);
                }
                Gradients.clear(parameters);
                loss.total().backward();
                if (plan.clipNorm() > 0) {
                    Gradients.clipNorm(parameters, plan.clipNorm());
                }
                optimizer.step(learningRate(step, total));
                objective.afterStep();
                average.update(step);
                report(finite(values(loss)), rows.length);
            }
            long now = System.nanoTime();
            progress.seconds += (now - lastTime) / 1e9;
            lastTime = now;
            if (progress.step % every == 0 || progress.step == total) {
                validate(total);
                lastTime = System.nanoTime();
            }
        }
        return finish(reason);
    }

    private void begin(long total) {
        List<String> names = new ArrayList<>();
        List<Double> losses = lossOf(validation, names);
        if (progress.step == 0) {
            progress.initialLoss = losses.get(0);
        }
        for (TrainingListener listener : listeners) {
            listener.started(progress.step, total, names);
        }
    }

    private Example example(int[] rows, Generator random) {
        Tensor clean = batches.load(rows); // [N, C, H, W]
        double strength = plan.augmentation() * (1 - progress.step / (double) plan.totalSteps(train.size()));
        if (strength > 0) {
            clean = Augmentation.apply(clean, strength, preprocessing, random);
        }
        return corruption.corrupt(clean, random);
    }

    private double learningRate(long step, long total) {
        return plan.learningRate() * plan.schedule().factor(step, plan.warmUpSteps(), total, progress.halvings);
    }

    private void report(List<Double> losses, int examples) {
        progress.step++;
        progress.add(losses);
        for (TrainingListener listener : listeners) {
            listener.stepped(progress.step, losses.get(0), examples);
        }
    }

    private List<Double> finite(List<Double> losses) {
        if (!Double.isFinite(losses.get(0))) {
            throw new TrainingStoppedException(
                    "the loss became %s at step %d: lower the learning rate (it was %s), or limit the gradients with --clip-norm 1"
                            .formatted(losses.get(0), progress.step, plan.learningRate()));
        }
        return losses;
    }

    private void validate(long total) {
        average.swap();
        List<Double> losses;
        boolean better;
        try {
            losses = lossOf(validation, new ArrayList<>());
            better = losses.get(0) < progress.bestLoss;
            if (better) {
                remember(losses.get(0));
            }
        } finally {
            average.swap();
        }
        progress.validationsWithoutGain = better ? 0 : progress.validationsWithoutGain + 1;
        if (plan.schedule() == Schedule.PLATEAU
                && plan.patience() > 0
                && !better
                && progress.validationsWithoutGain % Math.max(1, plan.patience() / 2) == 0) {
            progress.halvings++;
        }
        double rate = learningRate(progress.step - 1, total);
        double speed = progress.step * (double) plan.batch() / Math.max(1e-9, progress.seconds);
        List<Double> means = progress.takeMeans();
        divergenceGuard(means.get(0));
        health();
        TrainingListener.Validation point = new TrainingListener.Validation(
                epochs(), progress.step, progress.seconds, speed, rate, means, losses, better);
        for (TrainingListener listener : listeners) {
            listener.validated(this, point);
        }
    }

    private boolean stopsEarly() {
        return plan.patience() > 0
                && progress.validationsWithoutGain >= plan.patience()
                && progress.step >= plan.earliestStop(train.size());
    }

    private void remember(double loss) {
        progress.bestLoss = loss;
        progress.bestStep = progress.step;
        List<Tensor> weights = List.copyOf(model.parameters().all().values());
        for (int i = 0; i < best.size(); i++) {
            best.get(i).assignInPlace(weights.get(i));
        }
    }

    private void divergenceGuard(double trainLoss) {
        if (trainLoss > 10 * Math.abs(progress.initialLoss)) {
            throw new TrainingStoppedException(
                    "the training diverged: its loss is %.4g at step %d and was %.4g before the first; lower the learning rate (it was %s)"
                            .formatted(trainLoss, progress.step, progress.initialLoss, plan.learningRate()));
        }
    }

    private void health() {
        if (progress.step < Math.min(plan.totalSteps(train.size()), 2 * VALIDATION_STEPS)) {
            return;
        }
        for (String warning : Health.check(model, validation, preprocessing, device, progress)) {
            // The same warning with another count is not said again.
            String kind = warning.replaceAll("\\d+", "#");
            if (progress.warnings.stream()
                    .noneMatch(said -> said.replaceAll("\\d+", "#").equals(kind))) {
                progress.warnings.add(warning);
                listeners.forEach(listener -> listener.warned(warning));
            }
        }
    }

    /** The mean loss and parts over a dataset, with the corruption that training uses, drawn the same each time. */
    private List<Double> lossOf(Dataset data, List<String> names) {
        Batches all = new Batches(data, preprocessing);
        double[] sums = {};
        for (int first = 0; first < data.size(); first += plan.batch()) {
            int[] rows = Batches.range(first, plan.batch(), data.size());
            try (TensorScope scope = TensorScope.open("validate", device);
                    NoGrad noGrad = NoGrad.open();
                    Generator random = Generator.ofStep(plan.seed(), -1 - first);
                    Autocast autocast = Autocast.open(plan.precision(), device)) {
                Example example = corruption.corrupt(all.load(rows), random);
                LossTerms loss = objective.loss(model, example, Pass.inference(), Long.MAX_VALUE);
                List<Double> values = values(loss);
                if (names.isEmpty()) {
                    names.addAll(TrainingListener.names(loss));
                }
                sums = sums.length == 0 ? new double[values.size()] : sums;
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += values.get(i) * rows.length;
                }
            }
        }
        return java.util.Arrays.stream(sums)
                .map(sum -> sum / data.size())
                .boxed()
                .toList();
    }

    private static List<Double> values(LossTerms loss) {
        List<Double> values = new ArrayList<>();
        values.add(loss.total().item());
        loss.parts().forEach(part -> values.add(part.mean().item()));
        return values;
    }

    private TrainingResult finish(TrainingResult.Reason reason) {
        TrainingResult result = new TrainingResult(
                progress.step,
                epochs(),
                progress.seconds,
                progress.step * (double) plan.batch() / Math.max(1e-9, progress.seconds),
                progress.initialLoss,
                progress.bestLoss,
                progress.bestStep,
                reason,
                List.copyOf(progress.warnings));
        for (TrainingListener listener : listeners) {
            listener.finished(this, result);
        }
        if (progress.bestStep > 0) {
            List<Tensor> weights = List.copyOf(model.parameters().all().values());
            for (int i = 0; i < best.size(); i++) {
                weights.get(i).assignInPlace(best.get(i));
            }
        }
        return result;
    }

    private double epochs() {
        return progress.step / (double) plan.stepsPerEpoch(train.size());
    }

    public TrainingPlan plan() {
        return plan;
    }

    /** What a checkpoint holds; a checkpoint is taken between two steps. */
    CheckpointState state() {
        return new CheckpointState(
                List.copyOf(model.parameters().all().values()), optimizer.state(), average.tensors(), best, progress);
    }

    /** Continues from a checkpoint's progress; its tensors are in place already. */
    void resume(Progress saved) {
        progress = saved;
    }

    @Override
    public void close() {
        optimizer.close();
        average.close();
        owned.close();
    }

    /** All that a checkpoint holds. */
    record CheckpointState(
            List<Tensor> model, List<Tensor> optimizer, List<Tensor> average, List<Tensor> best, Progress progress) {}
}
