package io.diabolo.reproduce;

/** A classical way to clean a signal, to compare with. */
sealed interface SignalFilter permits MovingAverage, RunningMedian, WaveletShrinkage {

    /** @param values finite, one channel; not changed */
    double[] clean(double[] values);
}
