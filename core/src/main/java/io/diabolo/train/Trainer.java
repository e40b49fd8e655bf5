package io.diabolo.train;

import io.diabolo.data.Dataset;
import io.diabolo.engine.Device;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Gradients;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Optimizer;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.error.NodeLostException;
import io.diabolo.error.TrainingStoppedException;
import io.diabolo.model.Reconstructor;
import io.diabolo.nodes.Nodes;
import io.diabolo.preprocess.Preprocessing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Trains a model: {@link #fit()} is the one loop that all kinds share.
 *
 * <p>The same seed, machine and number of threads give the same bits. Random numbers and the order of the data follow
 * from the seed and the number of the step alone, so a training that resumes from a checkpoint ends with the bits of one
 * that was never interrupted. Not safe for use by several threads.
 */
public final class Trainer implements AutoCloseable {

    private final Trainable subject;
    private final TrainingPlan plan;
    private final Device device;
    private final List<TrainingListener> listeners = new ArrayList<>();
    private final Optimizer optimizer;
    private final WeightAverage average;
    private final TensorScope owned = TensorScope.owner("best weights");
    private final List<Tensor> best;
    private final ValidationSteps validations;
    private Progress progress = new Progress();
    private boolean begun;
    private BooleanSupplier interrupted = () -> false;
    private Nodes nodes = Nodes.alone();

    /**
     * Trains a model on samples.
     *
     * @param model on {@code device}
     * @param plan what is automatic in it follows from the model and the data
     * @throws BadInputException if plan, data and model do not fit together
     */
    public Trainer(
            Reconstructor model,
            Dataset train,
            Dataset validation,
            Preprocessing preprocessing,
            TrainingPlan plan,
            Device device) {
        this(
                new SampleTraining(
                        model, train, validation, preprocessing, plan.fittedTo(model.config(), train.size()), device),
                plan.fittedTo(model.config(), train.size()),
                device);
    }

    /** @param subject whose parameters are on {@code device} */
    public Trainer(Trainable subject, TrainingPlan plan, Device device) {
        this.subject = subject;
        this.plan = plan;
        this.device = device;
        List<Tensor> trainable = subject.parameters().trainable();
        List<Tensor> all = List.copyOf(subject.parameters().all().values());
        optimizer = Optimizer.create(
                plan.optimization().optimizer(), trainable, plan.optimization().weightDecay());
        if (!subject.rateFactors().isEmpty()) {
            optimizer.withRateFactors(subject.rateFactors());
        }
        average = new WeightAverage(
                plan.optimization().averaging() > 0 ? all : List.of(),
                plan.optimization().averaging());
        best = WeightAverage.copies(owned, all);
        validations = ValidationSteps.of(subject, plan);
    }

    public Trainer listen(TrainingListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Trains together with other machines, which make the same trainer of the same plan and data. Weights and progress are the first
     * machine's; if one of them stops, all do.
     *
     * @throws BadInputException if this training cannot be shared out among machines
     */
    public Trainer join(Nodes others) {
        subject.join(others);
        nodes = others;
        return this;
    }

    /** Asked before each step; once true, the training ends there and can be resumed. */
    public Trainer stopWhen(BooleanSupplier stop) {
        interrupted = stop;
        return this;
    }

    /**
     * Trains until the plan is done, the validation loss no longer improves, or somebody asks it to stop.
     *
     * @throws NodeLostException if another machine is gone; listeners are told of an interruption before that
     */
    public TrainingResult fit() {
        subject.begin(!begun && nodes.isFirst());
        begun = true;
        try {
            if (nodes.size() > 1) {
                progress = state().takeFromFirst(nodes);
            }
            return train();
        } catch (NodeLostException e) {
            // Between two steps, or in the validation behind one: what is known is whole.
            finish(TrainingResult.Reason.INTERRUPTED);
            throw e;
        } finally {
            subject.end();
        }
    }

    private TrainingResult train() {
        long total = plan.totalSteps(subject.samples());
        List<Tensor> parameters = subject.parameters().trainable();
        begin(total);
        if (progress.step > progress.stepBefore && isValidated(progress.step, total)) {
            validate(total); // it was broken off: another machine was lost
        }
        TrainingResult.Reason reason = TrainingResult.Reason.COMPLETED;
        long lastTime = System.nanoTime();
        while (progress.step < total) {
            if (stopsEarly()) { // also where a training resumes from the checkpoint of its last validation
                reason = TrainingResult.Reason.STOPPED_EARLY;
                break;
            }
            if (nodes.agreeToStop(interrupted.getAsBoolean())) {
                reason = TrainingResult.Reason.INTERRUPTED;
                break;
            }
            long step = progress.step;
            try (TensorScope scope = TensorScope.open("train step", device);
                    Generator random = Generator.ofStep(plan.seed(), step)) {
                List<Double> losses = finite(subject.backward(step, random));
                if (plan.optimization().clipNorm() > 0) {
                    Gradients.clipNorm(parameters, plan.optimization().clipNorm());
                }
                optimizer.step(learningRate(step, total), subject.threads());
                subject.afterStep();
                average.update(step);
                report(losses);
            }
            long now = System.nanoTime();
            progress.seconds += (now - lastTime) / 1e9;
            lastTime = now;
            if (isValidated(progress.step, total)) {
                validate(total);
                lastTime = System.nanoTime();
            }
        }
        return finish(reason);
    }

    private boolean isValidated(long step, long total) {
        return step % validations.every() == 0 || step == total;
    }

    private void begin(long total) {
        Trainable.Measured measured = measure();
        if (progress.step == 0) {
            progress.initialLoss = measured.values().get(0);
            // A training that gains nothing ends with what it began with, which may be PCA.
            remember(progress.initialLoss);
        }
        List<String> trainingParts = subject.trainingParts(measured.names());
        for (TrainingListener listener : listeners) {
            listener.started(progress.step, total, trainingParts, measured.names());
        }
        if (progress.step == 0) {
            TrainingListener.Validation point = new TrainingListener.Validation(
                    0,
                    0,
                    0,
                    Double.NaN,
                    learningRate(0, total),
                    Collections.nCopies(trainingParts.size(), Double.NaN),
                    measured.values(),
                    true);
            listeners.forEach(listener -> listener.validated(this, point));
        }
    }

    private double learningRate(long step, long total) {
        return plan.optimization().learningRate()
                * plan.optimization()
                        .schedule()
                        .factor(step, plan.optimization().warmUpSteps(), total, progress.halvings);
    }

    private void report(List<Double> losses) {
        progress.step++;
        progress.add(losses);
        for (TrainingListener listener : listeners) {
            listener.stepped(progress.step, losses.get(0), plan.batch());
        }
    }

    private List<Double> finite(List<Double> losses) {
        if (!Double.isFinite(losses.get(0))) {
            throw new TrainingStoppedException(
                    "the loss became %s at step %d: lower the learning rate (it was %s), or limit the norm of the gradients, to 1 for example"
                            .formatted(
                                    losses.get(0),
                                    progress.step,
                                    plan.optimization().learningRate()));
        }
        return losses;
    }

    private void validate(long total) {
        average.swap();
        List<Double> losses;
        boolean better;
        try {
            losses = measure().values();
            better = losses.get(0) < progress.bestLoss;
            if (better) {
                remember(losses.get(0));
            }
        } finally {
            average.swap();
        }
        if (plan.optimization().schedule() == Schedule.PLATEAU && plan.length().patience() > 0) {
            progress.halvings += passedHalfPatience();
        }
        double rate = learningRate(progress.step - 1, total);
        double speed = progress.takeSteps() * (double) plan.batch() / Math.max(1e-9, progress.takeSeconds());
        List<Double> means = progress.takeMeans();
        divergenceGuard(means.get(0));
        health();
        TrainingListener.Validation point = new TrainingListener.Validation(
                epochs(), progress.step, progress.seconds, speed, rate, means, losses, better);
        for (TrainingListener listener : listeners) {
            listener.validated(this, point);
        }
    }

    /** How often half of the patience has come to its end since the last validation; 0 right after a gain. */
    private int passedHalfPatience() {
        long half = Math.max(1, plan.length().patience() / 2) * validations.unit();
        long before = Math.max(0, progress.stepBefore - progress.bestStep);
        return (int) ((progress.step - progress.bestStep) / half - before / half);
    }

    private boolean stopsEarly() {
        return plan.length().patience() > 0
                && progress.step - progress.bestStep >= plan.length().patience() * validations.unit()
                && progress.step >= plan.earliestStop(subject.samples());
    }

    private void remember(double loss) {
        progress.bestLoss = loss;
        progress.bestStep = progress.step;
        assign(best, List.copyOf(subject.parameters().all().values()));
    }

    /** A network that begins as PCA loses much of that in its first steps, which says nothing of divergence yet. */
    private void divergenceGuard(double trainLoss) {
        long longest = Math.max(subject.validationSteps(), plan.stepsPerEpoch(subject.samples()));
        if (progress.step - progress.bestStep >= 2 * longest && trainLoss > 10 * Math.abs(progress.initialLoss)) {
            throw new TrainingStoppedException(
                    "the training diverged: its loss is %.4g at step %d and was %.4g before the first; lower the learning rate (it was %s)"
                            .formatted(
                                    trainLoss,
                                    progress.step,
                                    progress.initialLoss,
                                    plan.optimization().learningRate()));
        }
    }

    private void health() {
        if (progress.step < Math.min(plan.totalSteps(subject.samples()), 2 * subject.validationSteps())) {
            return;
        }
        List<String> warnings = new ArrayList<>();
        try (TensorScope scope = TensorScope.open("health", device);
                NoGrad noGrad = NoGrad.open()) {
            warnings.addAll(subject.warnings());
        }
        if (progress.bestLoss >= progress.initialLoss) {
            warnings.add("no better than the untrained network so far; lower the learning rate");
        }
        for (String warning : warnings) {
            // The same warning with another count is not said again.
            String kind = warning.replaceAll("\\d+", "#");
            if (progress.warnings.stream()
                    .noneMatch(said -> said.replaceAll("\\d+", "#").equals(kind))) {
                progress.warnings.add(warning);
                listeners.forEach(listener -> listener.warned(warning));
            }
        }
    }

    private Trainable.Measured measure() {
        try (TensorScope scope = TensorScope.open("validate", device);
                NoGrad noGrad = NoGrad.open()) {
            return subject.validate();
        }
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
        if (progress.bestLoss < Double.POSITIVE_INFINITY) {
            assign(List.copyOf(subject.parameters().all().values()), best);
        }
        return result;
    }

    private double epochs() {
        return progress.step / (double) plan.stepsPerEpoch(subject.samples());
    }

    public TrainingPlan plan() {
        return plan;
    }

    /** Does something while the model holds the weights of the best validation so far. */
    public void withBest(Runnable action) {
        if (progress.bestLoss == Double.POSITIVE_INFINITY) {
            action.run();
            return;
        }
        List<Tensor> weights = List.copyOf(subject.parameters().all().values());
        try (TensorScope owner = TensorScope.owner("weights now")) {
            List<Tensor> now = WeightAverage.copies(owner, weights);
            assign(weights, best);
            try {
                action.run();
            } finally {
                assign(weights, now);
            }
        }
    }

    private static void assign(List<Tensor> targets, List<Tensor> values) {
        for (int i = 0; i < targets.size(); i++) {
            targets.get(i).assignInPlace(values.get(i));
        }
    }

    /** What a checkpoint holds; a checkpoint is taken between two steps. */
    CheckpointState state() {
        return new CheckpointState(
                List.copyOf(subject.parameters().all().values()), optimizer.state(), average.tensors(), best, progress);
    }

    /** Continues from a checkpoint's progress; its tensors are in place already. */
    void resume(Progress saved) {
        progress = saved;
        begun = true;
    }

    @Override
    public void close() {
        optimizer.close();
        average.close();
        owned.close();
    }
}
