package io.diabolo.table;

/** Says what the text of a cell is, and its value. Not thread-safe: it remembers the last value. */
final class CellParser {

    /** What a cell can be. */
    enum Kind {
        MISSING,
        NUMBER,
        /** Written as infinite, or larger than a double can be. */
        INFINITE,
        TIME,
        TEXT
    }

    private final DecimalNumber number;
    private final Timestamp time = new Timestamp();
    private double value;

    CellParser(boolean decimalComma) {
        number = new DecimalNumber(decimalComma ? ',' : '.');
    }

    /** The number, or the seconds of the time, that was parsed last. */
    double value() {
        return value;
    }

    /** Parses a cell without blanks around it. */
    Kind parse(char[] text, int start, int length) {
        if (isMissing(text, start, length)) {
            return Kind.MISSING;
        }
        char first = text[start];
        if (first <= '9' || first == 'i' || first == 'I') {
            if (number.parse(text, start, length)) {
                value = number.value();
                return Double.isInfinite(value) ? Kind.INFINITE : Kind.NUMBER;
            }
            if (time.parse(text, start, length)) {
                value = time.seconds();
                return Kind.TIME;
            }
            return isInfinity(text, start, length) ? Kind.INFINITE : Kind.TEXT;
        }
        return Kind.TEXT;
    }

    static boolean isMissing(char[] text, int start, int length) {
        return switch (length) {
            case 0 -> true;
            case 1 -> text[start] == '?' || text[start] == '-';
            case 2 -> is("na", text, start);
            case 3 -> is("nan", text, start) || is("n/a", text, start);
            case 4 -> is("null", text, start);
            default -> false;
        };
    }

    private static boolean isInfinity(char[] text, int start, int length) {
        int sign = text[start] == '-' || text[start] == '+' ? 1 : 0;
        return (length - sign == 3 && is("inf", text, start + sign))
                || (length - sign == 8 && is("infinity", text, start + sign));
    }

    /** Whether the text goes on with a word, given in lower case. */
    private static boolean is(String word, char[] text, int start) {
        for (int i = 0; i < word.length(); i++) {
            char c = text[start + i];
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
