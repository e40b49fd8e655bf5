package io.diabolo.cli;

import io.diabolo.detect.Rates;
import io.diabolo.jobs.DetectThresholdRequest;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./diabolo detect threshold}. */
@Command(
        name = "threshold",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = "Lets a detector promise another rate of false alarms, without training again.",
        footer = {"", "Example:", "  ./diabolo detect threshold guard --false-alarms 0.5%%"})
final class DetectThresholdCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "DETECTOR", description = "The folder of a detector.")
    private Path folder = Path.of("");

    @Option(
            names = "--false-alarms",
            required = true,
            paramLabel = "RATE",
            description = "The promised share of normal samples that count as abnormal, for example 0.5%%.")
    private String falseAlarms = "";

    @Mixin
    private CommonOptions common = new CommonOptions();

    DetectThresholdCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        DetectThresholdRequest request = new DetectThresholdRequest(folder.toString(), Rates.parse(falseAlarms));
        DetectThresholdRequest.Outcome outcome = common.jobs().threshold(request, common.control(session));
        common.answer(
                session,
                outcome,
                () ->
                        "scores above %.4g count as abnormal: %s false alarms are promised, %,d held-out samples can promise down to %s%n"
                                .formatted(
                                        outcome.threshold(),
                                        Rates.text(outcome.falseAlarms()),
                                        outcome.heldOut(),
                                        Rates.text(outcome.smallestRate())));
        return ExitCodes.OK;
    }
}
