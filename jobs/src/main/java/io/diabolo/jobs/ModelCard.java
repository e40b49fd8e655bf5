package io.diabolo.jobs;

import io.diabolo.data.LoadedData;
import io.diabolo.data.SampleShape;
import io.diabolo.json.Json;
import io.diabolo.store.Provenance;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The {@code README.md} of a model folder: what it is, how good it is, where it came from. */
record ModelCard(SavedTraining training, LoadedData data, Provenance provenance, TestResult test, boolean pictured) {

    String text(Path folder) {
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        StringBuilder text = new StringBuilder();
        text.append("# %s%n%n".formatted(name));
        text.append("A %s; %,d parameters.%n%n"
                .formatted(
                        Words.kind(
                                training.architecture(), training.plan().noise().corruption()),
                        training.architecture().parameters()));
        if (pictured) {
            text.append("![Test samples and their reconstructions](%s)%n%n".formatted(TrainingRun.SHEET));
        }
        text.append(test.table().markdown());
        test.nats().ifPresent(nats -> text.append("%n%s".formatted(nats.markdown())));
        text.append("%n%s%n".formatted(test.verdict()));
        text.append(
                "%nErrors are in model values (pictures: 0 to 1; tables and series: standard deviations); the squared error is the mean over the samples of the sum over one. PCA and the mean come from the training split, and see clean samples.%n%n"
                        .formatted());
        provenance.warnings().forEach(warning -> text.append("> **Warning:** %s%n%n".formatted(warning)));
        text.append("## Training%n%n".formatted());
        text.append(facts().markdown());
        if (!training.command().isEmpty()) {
            text.append("%n```%n./diabolo %s%n```%n".formatted(command()));
        }
        text.append("%nThe plan:%n%n```json%n%s%n```%n%n".formatted(Json.text(training.plan())));
        text.append("## Use%n%n```%n".formatted());
        text.append("./diabolo eval %s%n".formatted(Words.quoted(name)));
        boolean rows = data.train().shape().kind() != SampleShape.Kind.PICTURE;
        text.append("./diabolo reconstruct %s %s%n```%n"
                .formatted(Words.quoted(name), rows ? "ROWS.csv --out FILE.csv" : "PICTURES --out DIR"));
        return text.toString();
    }

    private String command() {
        return training.command().stream().map(Words::quoted).collect(Collectors.joining(" "));
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
                                provenance.training().steps(),
                                provenance.training().epochs(),
                                provenance.training().seconds(),
                                Json.tree(provenance.training().reason())
                                        .asText()
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .replace('_', ' ')));
        table.row(
                "weights",
                "those of step %,d, with the best validation loss %.5g"
                        .formatted(
                                provenance.training().bestStep(),
                                provenance.training().bestValidationLoss()));
        table.row("seed", Long.toString(training.plan().seed()));
        table.row("made with", String.join(", ", provenance.versions()));
        return table;
    }
}
