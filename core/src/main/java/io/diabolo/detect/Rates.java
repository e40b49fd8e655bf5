package io.diabolo.detect;

import io.diabolo.error.BadInputException;
import java.util.Locale;

/** Rates of false alarms as people write them. */
public final class Rates {

    private Rates() {}

    /** @throws BadInputException if a rate is not in (0, 1) */
    static double require(double falseAlarms) {
        if (!(falseAlarms > 0 && falseAlarms < 1)) {
            throw new BadInputException("the rate of false alarms must be above 0 and below 1 (or below 100%%), was %s"
                    .formatted(falseAlarms));
        }
        return falseAlarms;
    }

    /** A rate as {@code 1%}, {@code 0.1%} or {@code 0.01}. */
    public static double parse(String text) {
        return require(parseShare(text));
    }

    /** A share of samples, in the same forms; its limits are not looked at. */
    public static double parseShare(String text) {
        String trimmed = text.trim();
        boolean percent = trimmed.endsWith("%");
        String number = percent ? trimmed.substring(0, trimmed.length() - 1).trim() : trimmed;
        try {
            return Double.parseDouble(number) / (percent ? 100 : 1);
        } catch (NumberFormatException e) {
            throw new BadInputException("'%s' is no rate: write it as 1%% or 0.01".formatted(text), e);
        }
    }

    /** With a percent sign and as few digits as tell it apart. */
    public static String text(double rate) {
        double percent = 100 * rate;
        for (int digits = 0; digits < 6; digits++) {
            String text = String.format(Locale.ROOT, "%." + digits + "f", percent);
            if (Math.abs(Double.parseDouble(text) - percent) <= 0.005 * percent) {
                return text + "%";
            }
        }
        return percent + "%";
    }
}
