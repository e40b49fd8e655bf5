package io.diabolo.table;

import io.diabolo.error.BadInputException;
import io.diabolo.error.NearestName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which columns of a file are read, by the options. */
final class ColumnChoice {

    private ColumnChoice() {}

    /**
     * For each of a file's columns, whether it is read.
     *
     * @throws BadInputException where a column is named twice, where an option names one that is not there, and where
     *     none is left
     */
    static boolean[] of(String file, List<String> names, TableOptions options) {
        requireDistinct(file, names);
        requireKnown(file, "chosen columns", options.columns(), names);
        requireKnown(file, "ignored columns", options.ignore(), names);
        requireKnown(file, "categories", options.categories(), names);
        boolean[] chosen = new boolean[names.size()];
        boolean any = false;
        for (int column = 0; column < chosen.length; column++) {
            String name = names.get(column);
            boolean wanted = options.columns().isEmpty() || options.columns().contains(name);
            chosen[column] = wanted && !options.ignore().contains(name);
            any |= chosen[column];
        }
        if (!any) {
            throw new BadInputException(file + ": the options leave no column; ignore fewer");
        }
        return chosen;
    }

    private static void requireDistinct(String file, List<String> names) {
        Map<String, Integer> places = new HashMap<>();
        for (int column = 0; column < names.size(); column++) {
            Integer before = places.put(names.get(column), column);
            if (before != null) {
                throw new BadInputException("%s: the columns %d and %d are both named '%s'; give each a name of its own"
                        .formatted(file, before + 1, column + 1, names.get(column)));
            }
        }
    }

    private static void requireKnown(String file, String option, List<String> wanted, List<String> names) {
        for (String name : wanted) {
            if (!names.contains(name)) {
                throw new BadInputException("%s: there is no column '%s', which %s names%s"
                        .formatted(file, name, option, NearestName.suggestion(name, names)));
            }
        }
    }
}
