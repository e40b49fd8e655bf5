package io.diabolo.cli;

import io.diabolo.model.ModelConfig;
import io.diabolo.preprocess.ArrayPreprocessing;
import io.diabolo.store.ModelDescription;
import io.diabolo.store.ModelFolder;
import io.diabolo.store.Provenance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./diabolo inspect}: reads what a model folder or a coded picture says, without the engine. */
@Command(
        name = "inspect",
        abbreviateSynopsis = true,
        sortOptions = false,
        description =
                "Shows a model layer by layer, with shapes, parameters, provenance and figures; or what the header of a coded picture says.",
        footer = {"", "Examples:", "  ./diabolo inspect my-model", "  ./diabolo inspect photo.dbl"})
final class InspectCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "MODEL", description = "The folder of a model, or a .dbl file.")
    private Path folder = Path.of("");

    @Mixin
    private CommonOptions common = new CommonOptions();

    InspectCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (Files.isRegularFile(folder)) {
            CodedPicture picture = CodedPicture.describe(folder);
            common.answer(session, picture, picture::text);
            return ExitCodes.OK;
        }
        ModelDescription description = ModelFolder.describe(folder);
        ModelConfig architecture = description.architecture();
        List<Row> rows = architecture.layers().stream()
                .map(row -> new Row(
                        row.name(),
                        row.description(),
                        java.util.Arrays.stream(row.output().toArray()).boxed().toList(),
                        row.parameters()))
                .toList();
        common.answer(
                session,
                new Inspection(rows, architecture.parameters(), description),
                () -> text(rows, architecture, description));
        return ExitCodes.OK;
    }

    private static String text(List<Row> rows, ModelConfig architecture, ModelDescription description) {
        Provenance provenance = description.provenance();
        StringBuilder text = new StringBuilder();
        text.append(ModelCard.kind(architecture, provenance.plan().noise().corruption()))
                .append("\n\n");
        TextTable layers = new TextTable(3, "layer", "what it does", "output", "parameters");
        for (Row row : rows) {
            layers.row(
                    row.name,
                    row.description,
                    row.output.toString(),
                    row.parameters == 0 ? "" : "%,d".formatted(row.parameters));
        }
        layers.row("total", "", "", "%,d".formatted(architecture.parameters()));
        text.append(layers).append('\n');
        if (description.preprocessing() instanceof ArrayPreprocessing arrays) {
            text.append("input         %s, offset %.6g, scale %.6g%n"
                    .formatted(arrays.bytes() ? "bytes" : "floats", arrays.offset(), arrays.scale()));
        }
        text.append("trained on    %s, %,d samples (SHA-256 %s)%n"
                .formatted(provenance.data(), provenance.trainSamples(), provenance.dataHash()));
        text.append("training      %,d steps, %.0f s, seed %s%n"
                .formatted(
                        provenance.training().steps(),
                        provenance.training().seconds(),
                        provenance.plan().seed()));
        text.append("made with     %s%n".formatted(String.join(", ", provenance.versions())));
        provenance.metrics().forEach(metric -> text.append("%-26s %.6g%n".formatted(metric.name(), metric.value())));
        provenance.warnings().forEach(warning -> text.append("warning: %s%n".formatted(warning)));
        return text.toString();
    }

    /** The answer of {@code --json}. */
    private record Inspection(List<Row> layers, long parameters, ModelDescription model) {}

    private record Row(String name, String description, List<Long> output, long parameters) {}
}
