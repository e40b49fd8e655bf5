package io.diabolo.data;

import java.util.Comparator;

/** Orders names as people do: {@code frame2} before {@code frame10}. Names that differ only in zeros keep plain order. */
final class NaturalOrder implements Comparator<String> {

    static final NaturalOrder INSTANCE = new NaturalOrder();

    @Override
    public int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int order;
            if (isDigit(a.charAt(i)) && isDigit(b.charAt(j))) {
                int endA = endOfNumber(a, i);
                int endB = endOfNumber(b, j);
                order = compareNumbers(a, pastZeros(a, i, endA), endA, b, pastZeros(b, j, endB), endB);
                i = endA;
                j = endB;
            } else {
                order = Character.compare(a.charAt(i++), b.charAt(j++));
            }
            if (order != 0) {
                return order;
            }
        }
        int rest = Integer.compare(a.length() - i, b.length() - j);
        return rest != 0 ? rest : a.compareTo(b);
    }

    /** Digits without zeros before them; without making strings, as a folder of thousands is compared hundreds of thousands of times. */
    private static int compareNumbers(String a, int fromA, int endA, String b, int fromB, int endB) {
        int order = Integer.compare(endA - fromA, endB - fromB);
        for (int i = 0; order == 0 && i < endA - fromA; i++) {
            order = Character.compare(a.charAt(fromA + i), b.charAt(fromB + i));
        }
        return order;
    }

    private static int pastZeros(String text, int from, int end) {
        int start = from;
        while (start < end && text.charAt(start) == '0') {
            start++;
        }
        return start;
    }

    private static int endOfNumber(String text, int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
