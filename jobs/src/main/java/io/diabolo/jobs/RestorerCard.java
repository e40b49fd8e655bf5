package io.diabolo.jobs;

import io.diabolo.data.Photographs;
import io.diabolo.json.Json;
import io.diabolo.store.Provenance;
import java.util.Locale;
import java.util.stream.Collectors;

/** The {@code README.md} of a restorer's folder: what it is, how good it is, where it came from. */
record RestorerCard(
        SavedRestorerTraining request, Photographs photographs, RestorerTrainOutcome outcome, Provenance provenance) {

    private static final double SECONDS_PER_HOUR = 3600;

    String text() {
        String task = request.task().network().task().name().toLowerCase(Locale.ROOT);
        return """
                # A restorer: %s

                `./diabolo %s PICTURE --model FOLDER` runs it, in pure Java; `./diabolo eval FOLDER --data DIR` measures it beside
                simple methods; `./diabolo train --task %s --from FOLDER` goes on from it.

                Crops of %d versions of pictures that training did not see, damaged as those of the training:

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
                        task,
                        task,
                        task,
                        photographs.validation().size(),
                        outcome.table().markdown(),
                        facts().markdown(),
                        request.command().stream().map(Words::quoted).collect(Collectors.joining(" ")),
                        Json.text(request.plan()));
    }

    private TextTable facts() {
        TextTable table = new TextTable(2, "what", "value");
        table.row("data", provenance.data());
        table.row(
                "pictures, each in up to three sizes",
                "%,d training, %,d validation"
                        .formatted(
                                photographs.train().size(),
                                photographs.validation().size()));
        table.row("SHA-256 of the pictures", provenance.dataHash());
        table.row("damage", request.task().damage());
        table.row("network", request.task().network().json());
        table.row("began with", request.from() == null ? "random weights" : String.valueOf(request.from()));
        table.row(
                "length",
                "%,d steps of %d crops of %d x %d, %.2f hours"
                        .formatted(
                                outcome.training().steps(),
                                request.plan().batch(),
                                request.cropSide(),
                                request.cropSide(),
                                outcome.training().seconds() / SECONDS_PER_HOUR));
        table.row(
                "weights",
                "those of step %,d, the best on held-out pictures"
                        .formatted(outcome.training().bestStep()));
        table.row("seed", Long.toString(request.plan().seed()));
        table.row("made with", String.join(", ", provenance.versions()));
        return table;
    }
}
