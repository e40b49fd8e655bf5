package io.diabolo.cli;

import io.diabolo.error.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Says what a mistyped option or command may have meant. */
final class UnmatchedArguments {

    private UnmatchedArguments() {}

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
                + NearestName.of(word, known)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("");
    }
}
