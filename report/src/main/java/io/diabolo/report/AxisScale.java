package io.diabolo.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * From values to places on an axis that spans a few units, and back: {@code value = reference * place}, or
 * {@code value = reference * base^place} for a logarithmic one. Ticks of the latter are 2, 4, 8, 16 for latent sizes and
 * .005, .01, .02 for errors, where the chart library's own logarithmic ticks crowd inside a decade; and its linear ones
 * never end where they are closer than 1e-10.
 */
record AxisScale(double base, double reference, double min, double max, boolean wholeTicks) {

    private static final double LINEAR = 0;
    /** Below this factor from end to end, nothing would bend. */
    private static final double MIN_FACTOR = 4;
    /** Below this factor, doublings alone would be fewer than four ticks: there is one between two of them. */
    private static final double HALF_STEPS_FACTOR = 18;
    /** From this factor on, doublings crowd on a narrow axis: every second one is enough. */
    private static final double FOURS_FACTOR = 300;
    /** From this factor on, the axis counts in tens. */
    private static final double DECADES_FACTOR = 1e5;
    /** A span of less than this part of the values is rounding noise: the axis shows one value. */
    private static final double MIN_SPAN = 1e-9;

    private static final int FEWEST_TICKS = 4;
    private static final double PADDING = 0.04;
    private static final double SMALLEST = 1e-100;

    /** A linear axis for values from {@code low} to {@code high}. */
    static AxisScale linear(double low, double high, boolean wholeTicks) {
        double size = Math.max(Math.abs(low), Math.abs(high));
        double pad = (high - low) * PADDING;
        if (high - low <= Math.max(size * MIN_SPAN, SMALLEST)) {
            pad = size > SMALLEST ? size * 0.1 : 0.5;
        }
        double unit = Math.pow(10, Math.floor(Math.log10(high - low + 2 * pad)));
        return new AxisScale(LINEAR, unit, (low - pad) / unit, (high + pad) / unit, wholeTicks);
    }

    /** A logarithmic axis for values from {@code low}, above 0, to {@code high}; linear where they are too close. */
    static AxisScale logarithmic(double low, double high, boolean wholeTicks) {
        if (high / low < MIN_FACTOR) {
            return linear(low, high, wholeTicks);
        }
        double factor = high / low;
        double base = factor < HALF_STEPS_FACTOR
                ? Math.sqrt(2)
                : factor < FOURS_FACTOR ? 2 : factor < DECADES_FACTOR ? 4 : 10;
        // The power of ten in the middle, for doublings stay round near it: .005, .01, .02, .04.
        double reference = low >= 1 ? 1 : Math.pow(10, Math.rint((Math.log10(low) + Math.log10(high)) / 2));
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
            return value / reference;
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
        if (!isLogarithmic() && Math.abs(place) < MIN_SPAN) {
            return "0"; // and not the 1e-17 by which the library's steps miss it
        }
        double value = reference * (isLogarithmic() ? Math.pow(base, place) : place);
        // Enough digits to tell ticks apart: the library searches on until its labels differ.
        double largest = Math.max(Math.abs(min), Math.abs(max));
        int digits = isLogarithmic() ? (base < 2 ? 2 : 3) : 3 + (int) Math.ceil(Math.log10(largest));
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
        boolean plain = Math.abs(value) >= 1e-4 && Math.abs(value) < 1e5;
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(locale);
        symbols.setExponentSeparator("e");
        return new DecimalFormat(plain ? "#,##0.##########" : "0.############E0", symbols).format(rounded);
    }

    /**
     * The distance between ticks on an axis of so many pixels: the largest step of 1, 2 or 5 times a power of ten that gives
     * {@value #FEWEST_TICKS} of them, or of whole numbers, where there are not as many, the step of one.
     */
    int tickSpacing(double length) {
        double whole = isLogarithmic() ? 1 : wholeTicks ? 1 / reference : 0;
        double step = Math.pow(10, Math.ceil(Math.log10(max - min)));
        for (int i = 0; ticks(step) < FEWEST_TICKS && step > whole; i++) {
            step /= i % 3 == 1 ? 2.5 : 2;
        }
        return (int) Math.max(1, Math.round(length * Math.max(step, whole) / (max - min)));
    }

    private double ticks(double step) {
        return Math.floor(max / step) - Math.ceil(min / step) + 1;
    }
}
