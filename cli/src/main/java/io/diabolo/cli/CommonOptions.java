package io.diabolo.cli;

import io.diabolo.codec.Codec;
import io.diabolo.engine.Device;
import io.diabolo.engine.Engine;
import io.diabolo.engine.Precision;
import io.diabolo.error.BadInputException;
import io.diabolo.json.Json;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.train.PrecisionParity;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that every command has. */
final class CommonOptions {

    @ArgGroup(exclusive = false, heading = "%nCommon options:%n", order = 100)
    private Choices choices = new Choices();

    boolean quiet() {
        return choices.quiet;
    }

    boolean json() {
        return choices.json;
    }

    long seed() {
        return choices.seed;
    }

    /** Of a trained model's use: {@code auto} is fp32, so that figures do not depend on the processor. */
    Precision precision() {
        return choices.precision == PrecisionChoice.BF16 ? Precision.BF16 : Precision.FP32;
    }

    /** Of a training: {@code auto} is what every one of these models is known to learn as well with. */
    Precision precision(List<AutoencoderConfig> models) {
        if (choices.precision != PrecisionChoice.AUTO) {
            return precision();
        }
        boolean all = models.stream().allMatch(model -> PrecisionParity.auto(model, device()) == Precision.BF16);
        return all ? Precision.BF16 : Precision.FP32;
    }

    /** The codec with the threads that were asked for. */
    Codec onThreads(Codec codec) {
        return threads() == 0 ? codec : codec.withThreads(threads());
    }

    private int threads() {
        if (choices.threads < 0) {
            throw new BadInputException(
                    "--threads must be 1 or more (or 0 for all processors), was " + choices.threads);
        }
        return choices.threads;
    }

    /** Starts the engine with the threads and on the device that were asked for. */
    Device startEngine() {
        Engine.setThreads(threads());
        return device().require();
    }

    private Device device() {
        return Device.valueOf(choices.device.name());
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

    private enum PrecisionChoice {
        AUTO,
        FP32,
        BF16
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
        private long seed;

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
        @SuppressWarnings("UnusedVariable") // Main looks at the arguments: parsing may have failed
        private boolean debug;

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help.")
        @SuppressWarnings("UnusedVariable") // picocli reads it
        private boolean help;
    }
}
