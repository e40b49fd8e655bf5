package io.diabolo.cli;

import io.diabolo.compress.folder.CodecSource;
import io.diabolo.error.DiaboloException;
import io.diabolo.jobs.JavaHeap;
import io.diabolo.json.Json;
import io.diabolo.store.Provenance;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
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

    /** What picocli lists: Java's names, and how it compares them. Users write and read them small. */
    private static final Pattern CHOICES = Pattern.compile("(\\[[^\\]]*]) \\(case-insensitive\\)");

    private static final Pattern NO_WHOLE_NUMBER = Pattern.compile("' is not an? (int|long)\\b");
    private static final Pattern NO_NUMBER = Pattern.compile("' is not a (float|double)\\b");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] arguments) {
        // Numbers look the same everywhere: programs read them.
        Locale.setDefault(Locale.ROOT);
        StandardOutput out = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        PrintWriter err = writer(new FileOutputStream(FileDescriptor.err));
        System.exit(run(out, err, arguments));
    }

    /** An answer that its reader does not get is a failure, like a file that cannot be written. */
    static int run(StandardOutput out, PrintWriter err, String... arguments) {
        int code = run(Session.ofProcess(writer(out), err), arguments);
        String problem = out.problem();
        if (problem == null) {
            return code;
        }
        err.println("diabolo: " + DiaboloException.inOneLine("the standard output cannot be written: " + problem));
        err.flush();
        return code == ExitCodes.OK ? ExitCodes.OUTPUT : code;
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
            String[] words = spelled(arguments);
            return commandLine(session, codecs, words.length == 0 ? "" : words[0])
                    .execute(words);
        } catch (OutOfMemoryError e) {
            return outOfMemory(session, e, List.of(arguments));
        } finally {
            session.out().flush();
            session.err().flush();
        }
    }

    /** {@code denoise --signal} is {@code denoise-signal}: signals have options of their own. */
    private static String[] spelled(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        if (words.indexOf("denoise") == 0 && words.remove("--signal")) {
            words.set(0, "denoise-signal");
        }
        return words.toArray(String[]::new);
    }

    static CommandLine commandLine(Session session, CodecSource codecs) {
        return commandLine(session, codecs, "");
    }

    /** @param asked the only command that is made, as all of them together take longer than most work; all where it names none */
    private static CommandLine commandLine(Session session, CodecSource codecs, String asked) {
        CommandLine line = new CommandLine(new Main());
        Map<String, Supplier<Object>> commands = commands(session, codecs);
        commands.forEach((name, command) -> {
            if (name.equals(asked) || !commands.containsKey(asked)) {
                line.addSubcommand(command.get());
            }
        });
        line.setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(session.out())
                .setErr(session.err())
                .setUsageHelpWidth(HELP_COLUMNS)
                .setParameterExceptionHandler((e, arguments) -> usage(session, e, List.of(arguments)))
                .setExecutionExceptionHandler((e, command, parsed) -> e instanceof CancellationException
                        ? stopped(session)
                        : failed(session, e, String.valueOf(e.getMessage()), parsed.originalArgs()));
        line.getCommandSpec().usageMessage().exitCodeList(exitCodes());
        return line;
    }

    /** All commands by their names, in the order of the help. */
    static Map<String, Supplier<Object>> commands(Session session, CodecSource codecs) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("train", () -> new TrainCommand(session));
        commands.put("eval", () -> new EvalCommand(session));
        commands.put("reconstruct", () -> new ReconstructCommand(session));
        commands.put("encode", () -> new EncodeCommand(session));
        commands.put("decode", () -> new DecodeCommand(session));
        commands.put("generate", () -> new GenerateCommand(session));
        commands.put("reduce", () -> new ReduceCommand(session));
        commands.put("map", () -> new MapCommand(session));
        commands.put("study", () -> new StudyCommand(session));
        commands.put("compress", () -> new CompressCommand(session, codecs));
        commands.put("decompress", () -> new DecompressCommand(session, codecs));
        commands.put("archive", () -> new CommandLine(new ArchiveCommand())
                .addSubcommand(new ArchiveCreateCommand(session, codecs))
                .addSubcommand(new ArchiveAddCommand(session, codecs))
                .addSubcommand(new ArchiveListCommand(session))
                .addSubcommand(new ArchiveExtractCommand(session, codecs))
                .addSubcommand(new ArchiveVerifyCommand(session)));
        commands.put("denoise", () -> new DenoiseCommand(session));
        commands.put("deblock", () -> new DeblockCommand(session));
        commands.put("inpaint", () -> new InpaintCommand(session));
        commands.put("upscale", () -> new UpscaleCommand(session));
        commands.put("codec", () -> new CommandLine(new CodecCommand())
                .addSubcommand(new CodecTrainCommand(session))
                .addSubcommand(new CodecEvalCommand(session, codecs)));
        commands.put("detect", () -> new CommandLine(new DetectCommand(session))
                .addSubcommand(new DetectFitCommand(session))
                .addSubcommand(new DetectEvalCommand(session))
                .addSubcommand(new DetectThresholdCommand(session)));
        commands.put("denoise-signal", () -> new CommandLine(new DenoiseSignalCommand(session))
                .addSubcommand(new DenoiseSignalTrainCommand(session)));
        commands.put("studio", () -> new StudioCommand(session));
        commands.put("data", () -> new DataCommand(session));
        commands.put("inspect", () -> new InspectCommand(session));
        return commands;
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        for (String line : ExitCodes.help()) {
            codes.put(" " + line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1));
        }
        return codes;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int usage(Session session, ParameterException e, List<String> arguments) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        String message = e instanceof UnmatchedArgumentException unmatched
                ? UnmatchedArguments.message(unmatched.getUnmatched(), command)
                : RepeatedOption.message(e, arguments).orElseGet(() -> inWords(String.valueOf(e.getMessage())));
        String shown = DiaboloException.inOneLine(CHOICES.matcher(message)
                        .replaceAll(found -> found.group(1).toLowerCase(Locale.ROOT)))
                + " (see ./%s --help)".formatted(command.qualifiedName());
        session.err().println("diabolo: " + shown);
        answer(session, arguments, ExitCodes.USAGE, shown);
        return ExitCodes.USAGE;
    }

    /** Ctrl-C ended a command that writes at its end alone. */
    private static int stopped(Session session) {
        session.err().println("interrupted; nothing was written");
        return ExitCodes.INTERRUPTED;
    }

    /** A failure that ends the command. */
    private static int failed(Session session, Throwable e, String message, List<String> arguments) {
        int code = failure(session, e, message, arguments.contains("--debug"));
        answer(session, arguments, code, what(e, message));
        return code;
    }

    /** Where a program reads the answer, it finds what failed in its place. */
    private static void answer(Session session, List<String> arguments, int code, String message) {
        if (arguments.contains("--json")) {
            session.out().println(Json.text(new Failed(new Failed.Reason(code, message))));
        }
    }

    /** Says in a line what failed. */
    static int failure(Session session, Throwable e, String message, boolean debug) {
        session.err().println("diabolo: " + what(e, message));
        if (debug) {
            e.printStackTrace(session.err());
        }
        return ExitCodes.of(e);
    }

    private static String what(Throwable e, String message) {
        if (e instanceof InvalidPathException invalid) {
            return DiaboloException.inOneLine(
                    "'%s' cannot be the name of a file here (%s): for letters beyond ASCII set LC_ALL=C.UTF-8"
                            .formatted(invalid.getInput(), invalid.getReason()));
        }
        return DiaboloException.inOneLine(
                ExitCodes.of(e) == ExitCodes.BUG
                        ? "unexpected failure (--debug shows where): " + e
                        : DiaboloException.continued(message));
    }

    private static int outOfMemory(Session session, OutOfMemoryError e, List<String> arguments) {
        long more = JavaHeap.moreGibibytes();
        String message =
                "this needs more memory than the %,d MB that Java may use here: take less at once (--size makes pictures smaller, where a command has it), or DIABOLO_JAVA_OPTS=-Xmx%dg gives it %d GB"
                        .formatted(JavaHeap.mebibytes(), more, more);
        return failed(session, e, message, arguments);
    }

    /** A sentence of picocli, without the names of Java's types. */
    private static String inWords(String text) {
        String words = NO_NUMBER
                .matcher(NO_WHOLE_NUMBER.matcher(text).replaceAll("' is no whole number"))
                .replaceAll("' is no number");
        return words.isEmpty() ? words : Character.toLowerCase(words.charAt(0)) + words.substring(1);
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new java.io.OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** The answer of a command that failed, in JSON. */
    record Failed(Reason error) {

        /**
         * Why.
         *
         * @param message as on stderr
         */
        record Reason(int exitCode, String message) {}
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
