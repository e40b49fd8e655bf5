package io.diabolo.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.NumberFormat;
import java.util.Locale;

/**
 * From values to a linear axis and back: {@code a = v}, or {@code a = log(v / reference) / log(base)} for a logarithmic
 * one. Its ticks then are {@code reference * base^k}: 2, 4, 8, 16 for latent sizes and .01, .02, .04 for errors, where the
 * chart library's own logarithmic ticks crowd inside a decade.
 */
record AxisScale(double base, double reference, double min, double max, boolean wholeTicks) {

    private static final double LINEAR = 0;
    /** Below this factor from end to end, a logarithmic axis would show one tick or none. */
    private static final double MIN_FACTOR = 3;
    /** From this factor on, doublings crowd and the axis counts in tens. */
    private static final double DECADES_FACTOR = 4096;

    private static final double PADDING = 0.04;

    /** A linear axis for values from {@code low} to {@code high}. */
    static AxisScale linear(double low, double high, boolean wholeTicks) {
        double span = high - low;
        double pad = span > 0 ? span * PADDING : Math.max(Math.abs(low) * 0.1, 0.5);
        return new AxisScale(LINEAR, 1, low - pad, high + pad, wholeTicks);
    }

    /** A logarithmic axis for values from {@code low}, above 0, to {@code high}; linear where they are too close. */
    static AxisScale logarithmic(double low, double high, boolean wholeTicks) {
        if (high / low < MIN_FACTOR) {
            return linear(low, high, wholeTicks);
        }
        double base = high / low < DECADES_FACTOR ? 2 : 10;
        double reference = low >= 1 ? 1 : Math.pow(10, Math.floor(Math.log10(low)));
        double a = Math.log(low / reference) / Math.log(base);
        double b = Math.log(high / reference) / Math.log(base);
        double pad = (b - a) * PADDING;
        return new AxisScale(base, reference, a - pad, b + pad, true);
    }

    boolean isLogarithmic() {
        return base != LINEAR;
    }

    /** Where a value lies on the axis; what a logarithmic axis cannot show lies at its lower end. */
    double at(double value) {
        if (!isLogarithmic()) {
            return value;
        }
        return value > 0 ? Math.max(min, Math.log(value / reference) / Math.log(base)) : min;
    }

    double[] at(double[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = at(values[i]);
        }
        return result;
    }

    /** The value at a place of the axis, as a tick shows it. */
    String label(double place, Locale locale) {
        double value = isLogarithmic() ? reference * Math.pow(base, place) : place;
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(isLogarithmic() ? 3 : 6));
        double magnitude = Math.abs(value);
        if (magnitude >= 1e6 || (magnitude > 0 && magnitude < 1e-4)) {
            // A tick at 1e-17 is a 0 that the library's steps missed.
            return magnitude < (max - min) * 1e-9 ? "0" : String.format(locale, "%.0e", rounded);
        }
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(10);
        return format.format(rounded);
    }

    /** The least distance between ticks, given the axis's length; at least {@code roomy}. */
    int tickSpacing(double length, int roomy) {
        return wholeTicks ? Math.max(roomy, (int) Math.ceil(length / (max - min))) : roomy;
    }
}
