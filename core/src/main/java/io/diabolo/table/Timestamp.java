package io.diabolo.table;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/**
 * Parses {@code yyyy-MM-dd}, or that with {@code HH:mm}, {@code HH:mm:ss} or a fraction of a second behind a blank or a
 * {@code T}, and at the end {@code Z} or an offset {@code +HH}, {@code +HHmm} or {@code +HH:mm}; UTC without one.
 *
 * @source ISO 8601, extended format
 */
final class Timestamp {

    private static final int DATE_LENGTH = 10;

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
            .toFormatter();

    private double seconds;
    private char[] text = {};
    private int at;
    private int end;

    /** The text of a time, which reads back as that time to the microsecond. */
    static String format(double seconds) {
        // A double of today's seconds since 1970 resolves a quarter of a microsecond.
        long micros = Math.round(seconds * 1e6);
        Instant instant =
                Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), 1_000L * Math.floorMod(micros, 1_000_000L));
        return FORMAT.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }

    /** Seconds since 1970-01-01T00:00:00Z of the time parsed last. */
    double seconds() {
        return seconds;
    }

    /** Whether the whole text is a time. */
    boolean parse(char[] characters, int start, int length) {
        if (length < DATE_LENGTH || characters[start + 4] != '-' || characters[start + 7] != '-') {
            return false;
        }
        text = characters;
        at = start;
        end = start + length;
        int year = digits(4);
        int month = skip('-') ? digits(2) : -1;
        int day = skip('-') ? digits(2) : -1;
        if (year < 0 || month < 1 || month > 12 || day < 1) {
            return false;
        }
        if (day > 28 && day > YearMonth.of(year, month).lengthOfMonth()) {
            return false;
        }
        seconds = 86_400.0 * LocalDate.of(year, month, day).toEpochDay();
        return at == end || ((skip(' ') || skip('T')) && timeOfDay() && offset() && at == end);
    }

    private boolean timeOfDay() {
        int hour = digits(2);
        int minute = skip(':') ? digits(2) : -1;
        int second = skip(':') ? digits(2) : 0;
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
            return false;
        }
        seconds += 3_600 * hour + 60 * minute + second;
        return (!skip('.') && !skip(',')) || fraction();
    }

    private boolean fraction() {
        int first = at;
        long nanos = 0;
        for (; at < end && isDigit(text[at]); at++) {
            nanos = at - first < 9 ? 10 * nanos + text[at] - '0' : nanos;
        }
        int count = at - first;
        seconds += nanos / Math.pow(10, Math.min(9, count));
        return count > 0;
    }

    private boolean offset() {
        skip(' ');
        if (at == end || skip('Z')) {
            return true;
        }
        int sign = skip('+') ? 1 : skip('-') ? -1 : 0;
        int hours = digits(2);
        boolean colon = skip(':');
        int minutes = at < end || colon ? digits(2) : 0;
        seconds -= sign * (3_600 * hours + 60 * minutes);
        return sign != 0 && hours >= 0 && hours <= 18 && minutes >= 0 && minutes <= 59;
    }

    /** The number of exactly so many digits, or -1. */
    private int digits(int count) {
        if (end - at < count) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < count; i++) {
            char c = text[at++];
            if (!isDigit(c)) {
                return -1;
            }
            number = 10 * number + c - '0';
        }
        return number;
    }

    private boolean skip(char c) {
        if (at < end && text[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
