package io.diabolo.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a mistyped one may have meant. */
public final class NearestName {

    private NearestName() {}

    /**
     * The known name that takes the fewest edits, upper and lower case being alike, unless it takes more than one and a
     * third of its letters.
     */
    public static Optional<String> of(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(name -> edits(word, name)))
                .filter(name -> edits(word, name) <= 1 + name.length() / 3);
    }

    /** {@code "; did you mean 'NAME'?"}, or nothing where no name comes near. */
    public static String suggestion(String word, Collection<String> known) {
        return of(word, known).map("; did you mean '%s'?"::formatted).orElse("");
    }

    /** The Levenshtein distance: letters put in, taken out or replaced. */
    private static int edits(String word, String name) {
        String a = word.toLowerCase(Locale.ROOT);
        String b = name.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
