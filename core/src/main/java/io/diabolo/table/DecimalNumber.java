package io.diabolo.table;

/**
 * Parses decimal numbers with or without sign, fraction and exponent, out of characters and exactly: to the nearest double.
 * Hexadecimal numbers, thousands separators and suffixes, which the JDK's parser or others take, are no numbers here.
 *
 * @source Clinger, How to Read Floating Point Numbers Accurately, 1990: a whole number below 2^53 times or divided by a
 *     power of ten up to 10^22 is rounded once, as both are exact
 */
final class DecimalNumber {

    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final long MOST_EXACT = 1L << 53;

    /** Below this, another digit fits a long. */
    private static final long ROOM = Long.MAX_VALUE / 10 - 1;

    private final char point;
    private double value;

    private long digits;
    private int scale;
    private boolean truncated;

    DecimalNumber(char point) {
        this.point = point;
    }

    /** The number parsed last; infinite where it is larger than a double can be. */
    double value() {
        return value;
    }

    /** Whether the whole text, which is not empty, is a number. */
    boolean parse(char[] text, int start, int length) {
        int end = start + length;
        int at = start;
        boolean negative = text[at] == '-';
        if (negative || text[at] == '+') {
            at++;
        }
        digits = 0;
        scale = 0;
        truncated = false;
        int whole = at;
        at = digits(text, at, end, 0);
        int count = at - whole;
        if (at < end && text[at] == point) {
            int fraction = ++at;
            at = digits(text, at, end, 1);
            count += at - fraction;
        }
        if (count == 0) {
            return false;
        }
        int exponent = 0;
        if (at < end && (text[at] | 32) == 'e') {
            boolean signed = at + 1 < end && (text[at + 1] == '-' || text[at + 1] == '+');
            int from = signed ? at + 2 : at + 1;
            for (at = from; at < end && isDigit(text[at]); at++) {
                exponent = Math.min(100_000, 10 * exponent + text[at] - '0');
            }
            if (at == from) {
                return false;
            }
            exponent = signed && text[from - 1] == '-' ? -exponent : exponent;
        }
        if (at < end) {
            return false;
        }
        double magnitude = magnitude(exponent - scale, text, whole, end);
        value = negative ? -magnitude : magnitude;
        return true;
    }

    /** Collects digits; {@code fraction} is 1 behind the point. */
    private int digits(char[] text, int from, int end, int fraction) {
        int at = from;
        long all = digits;
        for (; at < end && isDigit(text[at]); at++) {
            if (all < ROOM) {
                all = 10 * all + text[at] - '0';
                scale += fraction;
            } else {
                truncated = true;
            }
        }
        digits = all;
        return at;
    }

    private double magnitude(int power, char[] text, int start, int end) {
        if (!truncated && digits <= MOST_EXACT && power >= -22 && power <= 22) {
            return power < 0 ? digits / POWERS[-power] : digits * POWERS[power];
        }
        return Double.parseDouble(new String(text, start, end - start).replace(point, '.'));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
