package io.diabolo.cli;

import io.diabolo.corrupt.Corruption;
import io.diabolo.data.LoadedData;
import io.diabolo.json.Json;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.ModelConfig;
import io.diabolo.store.Provenance;
import io.diabolo.train.TrainingResult;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The {@code README.md} of a model folder: what it is, how good it is, where it came from. */
record ModelCard(
        TrainingRequest request,
        LoadedData data,
        TrainingResult result,
        Provenance provenance,
        TestResult test,
        boolean pictured) {

    /** How a model is called: {@code denoising variational conv autoencoder, latent 32, bce}. */
    static String kind(ModelConfig architecture, Corruption corruption) {
        String denoising = corruption.isNone() ? "" : "denoising ";
        String loss = Json.tree(architecture.loss()).asText();
        if (architecture instanceof AutoencoderConfig autoencoder) {
            return "%s%s %s autoencoder, latent %d, loss %s"
                    .formatted(
                            denoising,
                            autoencoder.bottleneck().kind(),
                            autoencoder.body().kind(),
                            autoencoder.latent(),
                            loss);
        }
        return "%s%s, loss %s".formatted(denoising, architecture.kind(), loss);
    }

    /** An argument as a shell takes it. */
    static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9_./:=@%+,-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    String text(Path folder) {
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        StringBuilder text = new StringBuilder();
        text.append("# %s%n%n".formatted(name));
        text.append("A %s; %,d parameters.%n%n"
                .formatted(
                        kind(request.architecture(), request.plan().noise().corruption()),
                        request.architecture().parameters()));
        if (pictured) {
            text.append("![Test samples and their reconstructions](%s)%n%n".formatted(TrainingRun.SHEET));
        }
        text.append(test.table().markdown());
        text.append(
                "%nErrors are in model values (pictures: 0 to 1); the squared error is the mean over the samples of the sum over one. PCA and the mean image come from the training split, and see clean samples.%n%n"
                        .formatted());
        provenance.warnings().forEach(warning -> text.append("> **Warning:** %s%n%n".formatted(warning)));
        text.append("## Training%n%n".formatted());
        text.append(facts().markdown());
        text.append("%n```%n./diabolo %s%n```%n%n".formatted(command()));
        text.append("The plan:%n%n```json%n%s%n```%n%n".formatted(Json.text(request.plan())));
        text.append("## Use%n%n```%n".formatted());
        text.append("./diabolo eval %s%n".formatted(quoted(name)));
        text.append("./diabolo reconstruct %s PICTURES --out DIR%n```%n".formatted(quoted(name)));
        return text.toString();
    }

    private String command() {
        return request.command().stream().map(ModelCard::quoted).collect(Collectors.joining(" "));
    }

    private TextTable facts() {
        TextTable table = new TextTable(2, "what", "value");
        table.row("data", provenance.data());
        table.row(
                "samples",
                "%s: %,d training, %,d validation, %,d test"
                        .formatted(
                                data.train().shape(),
                                data.train().size(),
                                data.validation().size(),
                                data.test().size()));
        table.row("SHA-256 of the training split", provenance.dataHash());
        table.row(
                "length",
                "%,d steps, %.1f epochs, %.0f s, %s"
                        .formatted(
                                result.steps(),
                                result.epochs(),
                                result.seconds(),
                                Json.tree(result.reason())
                                        .asText()
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .replace('_', ' ')));
        table.row(
                "weights",
                "those of step %,d, with the best validation loss %.5g"
                        .formatted(result.bestStep(), result.bestValidationLoss()));
        table.row("seed", Long.toString(request.plan().seed()));
        table.row("made with", String.join(", ", provenance.versions()));
        return table;
    }
}
