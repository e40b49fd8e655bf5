package io.diabolo.cli;

import io.diabolo.detect.FitReport;
import io.diabolo.detect.Rates;
import io.diabolo.jobs.DetectChoice;
import io.diabolo.jobs.DetectFitRequest;
import io.diabolo.jobs.JobControl;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./diabolo detect fit}. */
@Command(
        name = "fit",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Fits a detector to normal samples: autoencoders, what is normal for them, and a threshold that keeps its promise about false alarms.",
            "Some samples are held out for that promise: 1%% needs 99 of them, 0.1%% needs 999."
        },
        footer = {
            "",
            "Examples:",
            "  ./diabolo detect fit --data normal.csv --out guard",
            "  ./diabolo detect fit --data readings.csv --target state --normal ok --out guard     of labelled rows the normal ones",
            "  ./diabolo detect fit --data mixed.npz --contamination 5%% --out guard                 the strangest 5%% are left out"
        })
final class DetectFitCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Normal samples: a table, series, an array or a folder of pictures; all of it is used.")
    private Path data = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the detector goes (default: ${DEFAULT-VALUE}).",
            defaultValue = "detector")
    private Path out = Path.of("detector");

    @Option(names = "--force", description = "Replace what --out holds.")
    private boolean force;

    @Option(
            names = "--false-alarms",
            paramLabel = "RATE",
            description = "The promised share of normal samples that count as abnormal (default: 1%%).")
    private String falseAlarms = "1%";

    @Option(
            names = "--contamination",
            paramLabel = "SHARE",
            description =
                    "So many of the samples may be abnormal, for example 5%%: the strangest are left out, and the detector is fitted again.")
    private @Nullable String contamination;

    @Option(
            names = "--normal",
            paramLabel = "LABEL",
            description = "Take the samples with this label alone (default: all are normal).")
    private @Nullable String normal;

    @Option(
            names = "--roi",
            paramLabel = "MASK",
            description = "Pictures: look only where this picture is bright; it has their size, or their sides' ratio.")
    private @Nullable Path roi;

    @Option(
            names = "--members",
            paramLabel = "N",
            description = "Autoencoders for each part of the score, reconstruction and latent (default: 2).")
    private @Nullable Integer members;

    @Option(names = "--latent", paramLabel = "D", description = "Numbers of a code (default: follows from the data).")
    private @Nullable Integer latent;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Steps of each training (default: follows from the data).")
    private @Nullable Long steps;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of what is held out, the initial weights and all noise (default: 0).")
    private long seed;

    @Mixin
    private DataChoices reading = new DataChoices();

    @Mixin
    private EngineOptions common = new EngineOptions();

    DetectFitCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        DetectChoice choice = new DetectChoice(
                Rates.parse(falseAlarms),
                contamination == null ? 0 : Rates.parseShare(contamination),
                members,
                latent,
                steps,
                seed);
        DetectFitRequest request = new DetectFitRequest(
                reading.choice(data),
                normal,
                roi == null ? null : roi.toString(),
                out.toString(),
                force,
                choice,
                spec.root().commandLine().getParseResult().originalArgs());
        try (CtrlC ctrlC = CtrlC.watch();
                ProgressListener progress = new ProgressListener(session, common)) {
            JobControl control = common.control(session)
                    .withTraining(progress)
                    .withStop(() -> ctrlC.getAsBoolean() || session.stop().getAsBoolean());
            DetectFitRequest.Outcome outcome = common.jobs().fitDetector(request, control);
            progress.close();
            if (outcome.detector() == null) {
                common.say(session, "interrupted; nothing was written");
                return ExitCodes.INTERRUPTED;
            }
            common.answer(session, outcome, () -> text(outcome));
            return ExitCodes.OK;
        }
    }

    private static String text(DetectFitRequest.Outcome outcome) {
        FitReport report = outcome.report();
        StringBuilder text = new StringBuilder();
        if (report != null) {
            report.warnings().forEach(warning -> text.append("warning: %s%n".formatted(warning)));
            text.append("%d autoencoders on %,d samples, %,d held out%s; %.0f s%n"
                    .formatted(
                            outcome.members(),
                            report.trained(),
                            report.heldOut(),
                            report.leftOut() > 0
                                    ? ", %,d left out as too strange to be normal".formatted(report.leftOut())
                                    : "",
                            report.seconds()));
            text.append("scores above %.4g count as abnormal: %s false alarms are promised, down to %s can be%n"
                    .formatted(
                            outcome.threshold(), Rates.text(outcome.falseAlarms()), Rates.text(report.smallestRate())));
        }
        return text.append("detector: %s%n".formatted(outcome.detector())).toString();
    }
}
