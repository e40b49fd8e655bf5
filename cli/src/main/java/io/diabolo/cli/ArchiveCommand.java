package io.diabolo.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./diabolo archive}: many pictures in one file, one subcommand for each thing that is done with it. */
@Command(
        name = "archive",
        description = "Keeps many pictures in one small file, each of which can be got alone.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ./diabolo archive create pictures -o pictures.dba",
            "  ./diabolo archive extract pictures.dba --out again"
        })
final class ArchiveCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
