package io.diabolo.cli;

import io.diabolo.engine.Device;
import io.diabolo.jobs.JobControl;
import io.diabolo.jobs.Jobs;
import io.diabolo.jobs.PrecisionChoice;
import io.diabolo.json.Json;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that every command has. */
final class CommonOptions {

    @ArgGroup(exclusive = false, heading = "%nCommon options:%n", order = 100)
    private Choices choices = new Choices();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    boolean quiet() {
        return choices.quiet;
    }

    boolean json() {
        return choices.json;
    }

    boolean debug() {
        return choices.debug;
    }

    long seed() {
        return choices.seed == null ? 0 : choices.seed;
    }

    @Nullable Long chosenSeed() {
        return choices.seed;
    }

    PrecisionChoice precision() {
        return choices.precision;
    }

    /** This process runs one job, with all threads. */
    Jobs jobs() {
        // The device only when a job asks: without an engine it cannot even be named.
        return new Jobs(choices.threads, 1, () -> Device.valueOf(choices.device.name()));
    }

    /** The arguments of {@code ./diabolo}, for reports and cards. */
    List<String> command() {
        return spec.root().commandLine().getParseResult().originalArgs();
    }

    /** Remarks go to stderr, and the session may stop the job. */
    JobControl control(Session session) {
        return JobControl.none().withNotes(note -> say(session, note)).withStop(session.stop());
    }

    /** Remarks go to stderr, where no program looks for the answer. */
    void say(Session session, String text) {
        if (!choices.quiet) {
            session.err().println(text);
            session.err().flush();
        }
    }

    /** The one answer on stdout: a JSON document or text. */
    void answer(Session session, Object json, Supplier<String> text) {
        session.out().print(choices.json ? Json.text(json) + "\n" : text.get());
        session.out().flush();
    }

    private enum DeviceChoice {
        CPU,
        CUDA,
        MPS
    }

    /** A group, so that help shows these options together. */
    private static final class Choices {

        @Option(names = "--json", description = "Print the answer as one JSON document on stdout.")
        private boolean json;

        @Option(
                names = {"-q", "--quiet"},
                description = "No progress and no remarks, only the answer and errors.")
        private boolean quiet;

        @Option(
                names = "--seed",
                paramLabel = "N",
                description =
                        "Seed of the initial weights, the order of the data and all noise (default: 0). The split of the data does not depend on it: models of several seeds share one test set.")
        private @Nullable Long seed;

        @Option(
                names = "--threads",
                paramLabel = "N",
                description = "Threads of the engine (default: one a processor). The same number gives the same bits.")
        private int threads;

        @Option(
                names = "--precision",
                paramLabel = "auto|fp32|bf16",
                description =
                        "What large products are computed in (default: auto). bf16 is faster where the processor has it and agrees to 1%%; auto trains with it where that was measured for the kind of network, and uses fp32 for all else.")
        private PrecisionChoice precision = PrecisionChoice.AUTO;

        @Option(names = "--device", paramLabel = "cpu|cuda|mps", description = "Where to compute (default: cpu).")
        private DeviceChoice device = DeviceChoice.CPU;

        @Option(names = "--debug", description = "Show the stack trace of a failure.")
        private boolean debug;

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help.")
        @SuppressWarnings("UnusedVariable") // picocli reads it
        private boolean help;
    }
}
