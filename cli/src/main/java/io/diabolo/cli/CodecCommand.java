package io.diabolo.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./diabolo codec}: what is done with codecs, one subcommand each. */
@Command(
        name = "codec",
        description = "Trains picture codecs of your own, and measures codecs against JPEG and WebP.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ./diabolo codec train --data photos --minutes 60 --out my-codec",
            "  ./diabolo codec eval --codec my-codec --data other-photos"
        })
final class CodecCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
