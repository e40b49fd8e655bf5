package io.diabolo.bench;

import io.diabolo.engine.Engine;
import io.diabolo.engine.Precision;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A {@link Work} as Diabolo does it; its constructor loads the data and chooses the precision. */
interface Task extends AutoCloseable {

    int TRIALS = 5;

    /** Of the products, as chosen. */
    Precision precision();

    /** From the files to rows in memory. */
    double loadSeconds();

    /** The settings in words. */
    default String how() {
        return "%s, %d threads".formatted(precision().name().toLowerCase(Locale.ROOT), Engine.threads());
    }

    Protocol.Done round(long seed);

    /** The parts of a training step. */
    default Protocol.PartTimes parts(int steps) {
        throw new UnsupportedOperationException("only a training has steps");
    }

    @Override
    void close();

    static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** What users choose with --precision and --threads. */
    record Choice(Precision precision, int threads) {}

    /**
     * The fastest of all precisions, on all threads and on one; each tried several times, as the first warm up. The engine
     * is left with the threads chosen.
     */
    static Precision fastest(ToDoubleFunction<Precision> seconds) {
        int all = Engine.threads();
        Map<Choice, Double> least = new HashMap<>();
        for (int i = 0; i < TRIALS; i++) {
            for (Precision precision : Precision.values()) {
                for (int threads : new int[] {all, 1}) {
                    Engine.setThreads(threads);
                    least.merge(new Choice(precision, threads), seconds.applyAsDouble(precision), Math::min);
                }
            }
        }
        Choice chosen =
                Collections.min(least.entrySet(), Map.Entry.comparingByValue()).getKey();
        Engine.setThreads(chosen.threads());
        return chosen.precision();
    }
}
