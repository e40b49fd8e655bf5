package io.diabolo.cli;

import io.diabolo.detect.DetectionMetrics;
import io.diabolo.detect.Rates;
import io.diabolo.jobs.DetectEvalRequest;
import io.diabolo.jobs.StudyRequest;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./diabolo detect eval}. */
@Command(
        name = "eval",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Measures a detector on samples whose labels are known: beside PCA, nearest neighbours and an isolation forest that are fitted to the same samples, and beside its own networks untrained.",
            "Which label is normal follows from its name (0, normal, good, ok ...), or is said with --normal."
        },
        footer = {"", "Example:", "  ./diabolo detect eval guard --data labelled.csv --target state --normal ok"})
final class DetectEvalCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "DETECTOR", description = "The folder of a detector.")
    private Path folder = Path.of("");

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Samples with labels.")
    private Path data = Path.of("");

    @Option(names = "--normal", paramLabel = "LABEL", description = "The label of normal samples.")
    private @Nullable String normal;

    @Option(names = "--no-references", description = "Measure the detector alone.")
    private boolean alone;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description = "A folder for report.html, with the curves (default: none).")
    private @Nullable Path out;

    @Option(names = "--lang", paramLabel = "en|fr", description = "Language of the report (default: en).")
    private StudyRequest.Language lang = StudyRequest.Language.EN;

    @Mixin
    private DataChoices reading = new DataChoices();

    @Mixin
    private EngineOptions common = new EngineOptions();

    DetectEvalCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        DetectEvalRequest request = new DetectEvalRequest(
                folder.toString(),
                data.toString(),
                normal,
                reading.reading(),
                !alone,
                out == null ? null : out.toString(),
                lang);
        DetectEvalRequest.Outcome outcome = common.jobs().evaluateDetector(request, common.control(session));
        common.answer(session, outcome, () -> text(outcome));
        return ExitCodes.OK;
    }

    private static String text(DetectEvalRequest.Outcome outcome) {
        DetectionMetrics.Verdicts verdicts = outcome.verdicts();
        return "%s%nverdicts at %s promised: %.2f%% false alarms, recall %.4f, precision %.4f, F1 %.4f, accuracy %.4f%n%s"
                .formatted(
                        outcome.table(),
                        Rates.text(outcome.falseAlarms()),
                        100 * verdicts.falseAlarms(),
                        verdicts.recall(),
                        verdicts.precision(),
                        verdicts.f1(),
                        verdicts.accuracy(),
                        outcome.report() == null ? "" : "report: %s%n".formatted(outcome.report()));
    }
}
