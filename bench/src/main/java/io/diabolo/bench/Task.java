package io.diabolo.bench;

import io.diabolo.engine.Engine;
import io.diabolo.engine.Precision;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A {@link Work} as Diabolo does it; its constructor loads the data and chooses the faster precision. */
interface Task extends AutoCloseable {

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

    /** What users choose with --precision: the faster one, tried twice, as the first time is for warming up. */
    static Precision faster(ToDoubleFunction<Precision> seconds) {
        Precision best = Precision.FP32;
        double least = Double.POSITIVE_INFINITY;
        for (Precision precision : Precision.values()) {
            double warmingUp = seconds.applyAsDouble(precision);
            double taken = Math.min(warmingUp, seconds.applyAsDouble(precision));
            if (taken < least) {
                least = taken;
                best = precision;
            }
        }
        return best;
    }
}
