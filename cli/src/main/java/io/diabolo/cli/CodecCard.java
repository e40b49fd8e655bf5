package io.diabolo.cli;

import io.diabolo.compress.network.CompressionConfig;
import io.diabolo.compress.training.Photographs;
import io.diabolo.json.Json;
import io.diabolo.store.Provenance;
import io.diabolo.train.TrainingResult;
import java.util.Map;
import java.util.stream.Collectors;

/** The {@code README.md} of a codec folder: what it is, how good it is, where it came from. */
record CodecCard(CodecRequest request, Photographs photographs, TrainingResult result, Provenance provenance) {

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
                        table().markdown(),
                        facts().markdown(),
                        request.command().stream().map(ModelCard::quoted).collect(Collectors.joining(" ")),
                        Json.text(request.plan()));
    }

    /** Rate and distortion of each trained quality, for a terminal. */
    String rates() {
        return table().toString();
    }

    private TextTable table() {
        Map<String, Double> metrics = provenance.metrics().stream()
                .collect(Collectors.toMap(Provenance.Metric::name, Provenance.Metric::value));
        CompressionConfig config = request.architecture();
        TextTable table = new TextTable(0, "quality", "lambda", "bits per pixel", "PSNR (dB)");
        for (int level = 0; level < config.lambdas().size(); level++) {
            int quality = config.quality(level);
            table.row(
                    Integer.toString(quality),
                    Double.toString(config.lambdas().get(level)),
                    "%.4f".formatted(metrics.get("validation_bits_per_pixel_" + quality)),
                    "%.2f".formatted(metrics.get("validation_psnr_db_" + quality)));
        }
        return table;
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
                                result.steps(),
                                request.plan().batch(),
                                request.crop(),
                                request.crop(),
                                result.seconds() / SECONDS_PER_HOUR));
        table.row("weights", "the average of those up to step %,d".formatted(result.bestStep()));
        table.row("seed", Long.toString(request.plan().seed()));
        table.row("made with", String.join(", ", provenance.versions()));
        return table;
    }
}
