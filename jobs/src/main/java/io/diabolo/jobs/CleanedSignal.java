package io.diabolo.jobs;

import io.diabolo.signal.KalmanSmoother;
import io.diabolo.signal.LocalLinearTrend;
import io.diabolo.signal.Signal;
import io.diabolo.signal.SignalNoise;
import io.diabolo.signal.TrendFit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A signal and what is known of it without its noise.
 *
 * @param noisy as it was read
 * @param clean without noise; known values of {@code noisy} where only gaps were to be filled
 * @param trends fitted to each channel
 * @param smoothed by the Kalman smoother, whose interval stands beside whatever cleaned the signal
 */
record CleanedSignal(
        Signal noisy, Signal clean, List<LocalLinearTrend> trends, List<KalmanSmoother.Smoothed> smoothed) {

    CleanedSignal {
        trends = List.copyOf(trends);
        smoothed = List.copyOf(smoothed);
    }

    /** By the Kalman smoother alone. */
    static CleanedSignal of(Signal noisy) {
        List<LocalLinearTrend> trends = new ArrayList<>();
        List<KalmanSmoother.Smoothed> smoothed = new ArrayList<>();
        double[][] levels = new double[noisy.channels().size()][];
        for (int c = 0; c < levels.length; c++) {
            trends.add(TrendFit.of(noisy, c));
            smoothed.add(new KalmanSmoother(trends.get(c)).smooth(noisy, c));
            levels[c] = smoothed.get(c).level();
        }
        return new CleanedSignal(noisy, noisy.withValues(levels), trends, smoothed);
    }

    /** With the values of another cleaner, beside the same intervals. */
    CleanedSignal by(UnaryOperator<Signal> cleaner) {
        return new CleanedSignal(noisy, cleaner.apply(noisy), trends, smoothed);
    }

    /** With known values as they are. */
    CleanedSignal filledOnly() {
        double[][] values = new double[noisy.channels().size()][];
        for (int c = 0; c < values.length; c++) {
            values[c] = noisy.channel(c);
            double[] filled = clean.channel(c);
            for (int t = 0; t < filled.length; t++) {
                values[c][t] = Double.isNaN(values[c][t]) ? filled[t] : values[c][t];
            }
        }
        return new CleanedSignal(noisy, noisy.withValues(values), trends, smoothed);
    }

    /** What was taken away from a channel; NaN in gaps. */
    double[] residuals(int channel) {
        double[] residuals = noisy.channel(channel);
        double[] values = clean.channel(channel);
        for (int t = 0; t < residuals.length; t++) {
            residuals[t] -= values[t];
        }
        return residuals;
    }

    DenoiseSignalRequest.Column column(int channel) {
        double[] residuals = residuals(channel);
        double noise = SignalNoise.power(residuals);
        return new DenoiseSignalRequest.Column(
                noisy.channels().get(channel),
                noisy.missing(channel),
                Math.sqrt(trends.get(channel).noise()),
                noise == 0
                        ? Double.POSITIVE_INFINITY
                        : 10 * Math.log10(SignalNoise.power(clean.channel(channel)) / noise),
                correlation(residuals));
    }

    /** Of neighbours; their mean is 0 as near as matters. */
    private static double correlation(double[] values) {
        double products = 0;
        double squares = 0;
        for (int t = 1; t < values.length; t++) {
            if (!Double.isNaN(values[t]) && !Double.isNaN(values[t - 1])) {
                products += values[t] * values[t - 1];
                squares += values[t] * values[t];
            }
        }
        return squares == 0 ? 0 : Math.max(-1, Math.min(1, products / squares));
    }
}
