package io.diabolo.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Says what a mistyped option or command may have meant. */
final class Unknown {

    private Unknown() {}

    /** @param unmatched the arguments that picocli could not place, at least one */
    static String message(List<String> unmatched, CommandSpec command) {
        Optional<String> option =
                unmatched.stream().filter(argument -> argument.startsWith("-")).findFirst();
        String word = option.orElse(unmatched.get(0)).replaceFirst("=.*", "");
        boolean isCommand = option.isEmpty() && !command.subcommands().isEmpty();
        List<String> known = new ArrayList<>(isCommand ? command.subcommands().keySet() : List.of());
        if (option.isPresent()) {
            known.addAll(command.optionsMap().keySet());
        }
        String what =
                option.isPresent() ? "unknown option " : isCommand ? "unknown command " : "one argument too many: ";
        return what + "'" + word + "'"
                + nearest(word, known)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("");
    }

    /** The known word that takes the fewest edits, unless it takes more than a third of the letters. */
    private static Optional<String> nearest(String word, List<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> edits(word, candidate)))
                .filter(candidate -> edits(word, candidate) <= 1 + candidate.length() / 3);
    }

    /** The Levenshtein distance: letters put in, taken out or replaced. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
