/**
 * Signals: {@link io.diabolo.signal.Signal}, columns of numbers over evenly spaced rows, with gaps; a Kalman smoother whose
 * variances follow from the signal itself ({@link io.diabolo.signal.TrendFit}, {@link io.diabolo.signal.KalmanSmoother}). No
 * engine.
 */
@NullMarked
package io.diabolo.signal;

import org.jspecify.annotations.NullMarked;
