package io.diabolo.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;

/** Names an option that is given twice: of one in a group, picocli shows the whole group instead. */
final class RepeatedOption {

    private RepeatedOption() {}

    /**
     * What to say of it; empty where the failure is another one.
     *
     * @param arguments those of the command line
     */
    static Optional<String> message(ParameterException e, List<String> arguments) {
        if (!(e instanceof MaxValuesExceededException || e instanceof OverwrittenOptionException)) {
            return Optional.empty();
        }
        Set<OptionSpec> seen = new HashSet<>();
        for (String argument : arguments) {
            OptionSpec option = e.getCommandLine().getCommandSpec().optionsMap().get(argument.replaceFirst("=.*", ""));
            if (option != null && !option.isMultiValue() && !seen.add(option)) {
                return Optional.of("%s is given twice; give it once".formatted(option.longestName()));
            }
        }
        return Optional.empty();
    }
}
