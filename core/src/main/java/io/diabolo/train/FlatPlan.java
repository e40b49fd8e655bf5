package io.diabolo.train;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.diabolo.corrupt.Corruption;
import io.diabolo.corrupt.CorruptionReader;
import io.diabolo.engine.Optimizer;
import io.diabolo.engine.Precision;

/**
 * A {@link TrainingPlan} as JSON has it, in all formats: without groups. Jackson's unwrapped properties would do, but they
 * ignore a setting that nobody knows.
 */
record FlatPlan(
        int epochs,
        long steps,
        int patience,
        int batch,
        Optimizer.Kind optimizer,
        double learningRate,
        Schedule schedule,
        long warmUpSteps,
        double weightDecay,
        double clipNorm,
        double averaging,
        @JsonDeserialize(using = CorruptionReader.class) Corruption corruption,
        double augmentation,
        Precision precision,
        long seed) {

    static FlatPlan of(TrainingPlan plan) {
        TrainingPlan.Length length = plan.length();
        TrainingPlan.Optimization optimization = plan.optimization();
        return new FlatPlan(
                length.epochs(),
                length.steps(),
                length.patience(),
                plan.batch(),
                optimization.optimizer(),
                optimization.learningRate(),
                optimization.schedule(),
                optimization.warmUpSteps(),
                optimization.weightDecay(),
                optimization.clipNorm(),
                optimization.averaging(),
                plan.noise().corruption(),
                plan.noise().augmentation(),
                plan.precision(),
                plan.seed());
    }

    TrainingPlan plan() {
        return new TrainingPlan(
                new TrainingPlan.Length(epochs, steps, patience),
                batch,
                new TrainingPlan.Optimization(
                        optimizer, learningRate, schedule, warmUpSteps, weightDecay, clipNorm, averaging),
                new TrainingPlan.Noise(corruption, augmentation),
                precision,
                seed);
    }
}
