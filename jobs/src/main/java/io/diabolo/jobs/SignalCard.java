package io.diabolo.jobs;

import io.diabolo.json.Json;
import io.diabolo.store.Provenance;
import java.util.stream.Collectors;

/** The {@code README.md} of a denoiser of signals: what it is, how good it is, where it came from. */
record SignalCard(SavedSignalTraining training, Provenance provenance, SignalTrainOutcome outcome) {

    String text() {
        return """
                # A denoiser of signals

                It takes noise away from signals such as those that it was trained on:
                `./diabolo denoise-signal FILE --model THIS_FOLDER`.

                %s
                ## Training

                %s
                ```
                ./diabolo %s
                ```

                The plan:

                ```json
                %s
                ```
                """.formatted(
                        outcome.gains().isEmpty()
                                ? ""
                                : "The last fifth of the time, which it was not trained on, with noise:\n\n%s\n%s\n"
                                        .formatted(outcome.table().markdown(), outcome.verdict()),
                        facts().markdown(),
                        training.command().stream().map(Words::quoted).collect(Collectors.joining(" ")),
                        Json.text(training.plan()));
    }

    private TextTable facts() {
        TextTable table = new TextTable(2, "what", "value");
        table.row("data", provenance.data());
        table.row("SHA-256 of the windows", provenance.dataHash());
        table.row(
                "windows",
                "%,d of %s"
                        .formatted(
                                provenance.trainSamples(),
                                training.architecture().input()));
        table.row("noise", training.plan().noise().corruption().text());
        table.row("parameters", "%,d".formatted(training.architecture().parameters()));
        table.row(
                "length",
                "%,d steps of %d windows, %.0f seconds"
                        .formatted(
                                outcome.training().steps(),
                                training.plan().batch(),
                                outcome.training().seconds()));
        table.row("seed", Long.toString(training.plan().seed()));
        table.row("made with", String.join(", ", provenance.versions()));
        return table;
    }
}
