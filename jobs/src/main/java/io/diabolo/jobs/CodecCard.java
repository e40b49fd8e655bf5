package io.diabolo.jobs;

import io.diabolo.data.Photographs;
import io.diabolo.json.Json;
import io.diabolo.store.Provenance;
import java.util.stream.Collectors;

/** The {@code README.md} of a codec folder: what it is, how good it is, where it came from. */
record CodecCard(
        SavedCodecTraining request, Photographs photographs, CodecTrainOutcome outcome, Provenance provenance) {

    private static final double SECONDS_PER_HOUR = 3600;

    String text() {
        return """
                # %s

                A picture codec, all qualities in one. `codec.safetensors` compresses and decompresses;
                `weights.safetensors` are the exact weights, for `./diabolo codec train --from`.

                Crops of %d photographs that training did not see, bits estimated from the tables:

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
                        request.name(),
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
                "photographs",
                "%,d training, %,d validation"
                        .formatted(
                                photographs.train().size(),
                                photographs.validation().size()));
        table.row("SHA-256 of the photographs", provenance.dataHash());
        table.row(
                "length",
                "%,d steps of %d crops of %d x %d, %.2f hours"
                        .formatted(
                                outcome.training().steps(),
                                request.plan().batch(),
                                request.crop(),
                                request.crop(),
                                outcome.training().seconds() / SECONDS_PER_HOUR));
        table.row(
                "weights",
                "the average of those up to step %,d"
                        .formatted(outcome.training().bestStep()));
        table.row("seed", Long.toString(request.plan().seed()));
        table.row("made with", String.join(", ", provenance.versions()));
        return table;
    }
}
