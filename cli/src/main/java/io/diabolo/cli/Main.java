package io.diabolo.cli;

import io.diabolo.compress.folder.CodecSource;
import io.diabolo.error.DiaboloException;
import io.diabolo.store.Provenance;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code ./diabolo}. */
@Command(
        name = "diabolo",
        description = "Trains autoencoders on pictures, and uses them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = CommandLine.HelpCommand.class,
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        footer = {
            "",
            "Examples:",
            "  ./diabolo train --out my-model                     train on the embedded pictures",
            "  ./diabolo train --data DIR --model conv --latent 32 --out my-model",
            "  ./diabolo COMMAND --help                           options and an example of a command"
        })
public final class Main implements Runnable {

    private static final int HELP_COLUMNS = 110;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] arguments) {
        // Numbers look the same everywhere: programs read them.
        Locale.setDefault(Locale.ROOT);
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        System.exit(run(Session.ofProcess(out, err), arguments));
    }

    /** Runs a command as the shell would, without a terminal. */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return run(Session.of(out, err), arguments);
    }

    static int run(Session session, String... arguments) {
        return run(session, CodecSource.installed(), arguments);
    }

    static int run(Session session, CodecSource codecs, String... arguments) {
        try {
            return commandLine(session, codecs).execute(arguments);
        } finally {
            session.out().flush();
            session.err().flush();
        }
    }

    static CommandLine commandLine(Session session, CodecSource codecs) {
        CommandLine line = new CommandLine(new Main());
        line.addSubcommand(new TrainCommand(session))
                .addSubcommand(new EvalCommand(session))
                .addSubcommand(new ReconstructCommand(session))
                .addSubcommand(new EncodeCommand(session))
                .addSubcommand(new DecodeCommand(session))
                .addSubcommand(new StudyCommand(session))
                .addSubcommand(new CompressCommand(session, codecs))
                .addSubcommand(new DecompressCommand(session, codecs))
                .addSubcommand(new CommandLine(new CodecCommand())
                        .addSubcommand(new CodecTrainCommand(session))
                        .addSubcommand(new CodecEvalCommand(session, codecs)))
                .addSubcommand(new DataCommand(session))
                .addSubcommand(new InspectCommand(session));
        line.setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(session.out())
                .setErr(session.err())
                .setUsageHelpWidth(HELP_COLUMNS)
                .setParameterExceptionHandler((e, arguments) -> usage(session, e))
                .setExecutionExceptionHandler((e, command, parsed) ->
                        failure(session, e, parsed.originalArgs().contains("--debug")));
        line.getCommandSpec().usageMessage().exitCodeList(exitCodes());
        return line;
    }

    private static java.util.Map<String, String> exitCodes() {
        java.util.Map<String, String> codes = new java.util.LinkedHashMap<>();
        for (String line : ExitCodes.help()) {
            codes.put(" " + line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1));
        }
        return codes;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int usage(Session session, ParameterException e) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        String message = e instanceof UnmatchedArgumentException unmatched
                ? UnmatchedArguments.message(unmatched.getUnmatched(), command)
                : line(String.valueOf(e.getMessage()));
        session.err()
                .printf(
                        "diabolo: %s (see ./%s --help)%n",
                        DiaboloException.shortened(message).replaceAll("\\R", " "), command.qualifiedName());
        return ExitCodes.USAGE;
    }

    private static int failure(Session session, Exception e, boolean debug) {
        return failure(session, e, String.valueOf(e.getMessage()), debug);
    }

    /** Says in a line what failed. */
    static int failure(Session session, Throwable e, String message, boolean debug) {
        int code = ExitCodes.of(e);
        String what = code == ExitCodes.BUG ? "unexpected failure (--debug shows where): " + e : line(message);
        session.err().println("diabolo: " + DiaboloException.shortened(what).replaceAll("\\R", " "));
        if (debug) {
            e.printStackTrace(session.err());
        }
        return code;
    }

    private static String line(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(
                new java.io.OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }

    /** What {@code --version} says. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            List<String> versions = Provenance.currentVersions();
            return new String[] {
                "%s (%s)".formatted(versions.get(0), String.join(", ", versions.subList(1, versions.size())))
            };
        }
    }
}
