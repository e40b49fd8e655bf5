package io.diabolo.jobs.report;

import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;

/**
 * The languages of the report: how each writes numbers, units, plurals and lists.
 *
 * @source Imprimerie nationale, "Lexique des règles typographiques": a decimal comma, and a space that does not break
 *     before {@code : ; ? ! %} and within guillemets
 */
enum Lang {
    ENGLISH(Locale.ENGLISH),
    FRENCH(Locale.FRENCH);

    /** Few fonts have the narrow kind, which the JDK groups French digits with. */
    private static final char NO_BREAK = '\u00a0';

    private static final int KILO = 1000;
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;

    private final Locale locale;

    Lang(Locale locale) {
        this.locale = locale;
    }

    /** French where that is asked for, else English. */
    static Lang of(Locale locale) {
        return locale.getLanguage().equals("fr") ? FRENCH : ENGLISH;
    }

    Locale locale() {
        return locale;
    }

    /** The text of this language; French is set with its spaces that do not break. */
    String text(String english, String french) {
        return this == FRENCH ? spaced(curly(french)) : english;
    }

    /** {@link #text} with {@code %s} replaced in both languages by the same values. */
    String format(String english, String french, Object... values) {
        // The values keep their own apostrophes: names of models and of data are not prose.
        return this == FRENCH
                ? spaced(String.format(Locale.ROOT, curly(french), values))
                : String.format(Locale.ROOT, english, values);
    }

    /** The form that goes with a number: French counts 0 and 1 as singular, English only 1. */
    String plural(long count, String one, String many) {
        return (this == FRENCH ? Math.abs(count) < 2 : count == 1) ? one : many;
    }

    /** {@code 1 seed}, {@code 3 seeds}. */
    String count(long number, String one, String many) {
        return integer(number) + NO_BREAK + plural(number, one, many);
    }

    String decimal(double value, int decimals) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(value).replace('\u202f', NO_BREAK);
    }

    String integer(long value) {
        return decimal((double) value, 0);
    }

    /** Three significant digits, as errors are told: {@code 0.0461}, {@code 0.00861}. */
    String error(double value) {
        return decimal(value, errorDecimals(value));
    }

    /** {@code 0.0461 ± 0.0004}; without the deviation where it is not a number, as from one seed. */
    String errorBar(double mean, double deviation) {
        return spread(mean, deviation, errorDecimals(mean));
    }

    /** A mean and its standard deviation, both with so many decimals. */
    String spread(double mean, double deviation, int decimals) {
        if (!Double.isFinite(mean)) {
            return "–";
        }
        String value = decimal(mean, decimals);
        return Double.isFinite(deviation) ? value + NO_BREAK + "±" + NO_BREAK + decimal(deviation, decimals) : value;
    }

    /** {@code 12.5%}, {@code 12,5 %}. */
    String percent(double fraction, int decimals) {
        return decimal(100 * fraction, decimals) + (this == FRENCH ? NO_BREAK + "%" : "%");
    }

    /** A share in per cent with as many digits as it deserves: {@code 3.2%}, {@code 41%}. */
    String share(double fraction) {
        double size = Math.abs(fraction);
        return percent(fraction, size < 0.0995 ? 1 : 0);
    }

    /** {@code 0.8 s}, {@code 42 s}, {@code 3 min 20 s}, {@code 1 h 5 min}. */
    String duration(double seconds) {
        if (seconds < 9.95) {
            return decimal(seconds, 1) + NO_BREAK + "s";
        }
        long whole = Math.round(seconds);
        if (whole < 2 * MINUTE) {
            return integer(whole) + NO_BREAK + "s";
        }
        return whole < HOUR
                ? pair(whole / MINUTE, "min", whole % MINUTE, "s")
                : pair(whole / HOUR, "h", whole % HOUR / MINUTE, "min");
    }

    /** In decimal units, as disks are sold: {@code 940 bytes}, {@code 1.2 MB}. */
    String bytes(double bytes) {
        String octet = this == FRENCH ? "o" : "B";
        if (bytes < KILO) {
            int decimals = bytes < 100 && bytes != Math.rint(bytes) ? 1 : 0;
            return decimal(bytes, decimals) + NO_BREAK + text("bytes", "octets");
        }
        boolean mega = bytes >= KILO * KILO;
        double value = bytes / (mega ? KILO * KILO : KILO);
        return decimal(value, value < 10 ? 1 : 0) + NO_BREAK + (mega ? "M" : "k") + octet;
    }

    /** {@code a, b and c}. */
    String list(List<String> items) {
        int last = items.size() - 1;
        if (last < 1) {
            return String.join("", items);
        }
        return String.join(", ", items.subList(0, last)) + text(" and ", " et ") + items.get(last);
    }

    /** The first letter large, as a sentence begins. */
    static String capital(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    private String pair(long large, String largeUnit, long small, String smallUnit) {
        String first = integer(large) + NO_BREAK + largeUnit;
        return small == 0 ? first : first + NO_BREAK + integer(small) + NO_BREAK + smallUnit;
    }

    private static int errorDecimals(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return 1;
        }
        int magnitude = (int) Math.floor(Math.log10(Math.abs(value)));
        return Math.min(8, Math.max(0, 2 - magnitude));
    }

    private static String curly(String text) {
        return text.replace('\'', '’');
    }

    private static String spaced(String text) {
        return text.replaceAll(" (?=[:;?!%»])", String.valueOf(NO_BREAK)).replace("« ", "«" + NO_BREAK);
    }
}
