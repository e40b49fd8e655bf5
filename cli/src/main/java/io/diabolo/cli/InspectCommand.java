package io.diabolo.cli;

import io.diabolo.error.BadInputException;
import io.diabolo.jobs.CodedPicture;
import io.diabolo.jobs.Inspection;
import io.diabolo.jobs.RestorerInspection;
import io.diabolo.jobs.TextTable;
import io.diabolo.jobs.TrainingFolder;
import io.diabolo.jobs.Words;
import io.diabolo.store.ModelDescription;
import io.diabolo.store.ModelFolder;
import io.diabolo.store.Provenance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
        if (TrainingFolder.isRestorer(folder)) {
            RestorerInspection restorer = RestorerInspection.of(folder);
            common.answer(session, restorer, restorer::text);
            return ExitCodes.OK;
        }
        Optional<String> unfinished = TrainingFolder.howToGoOn(folder);
        if (unfinished.isPresent() && !ModelFolder.exists(folder)) {
            throw new BadInputException(unfinished.get());
        }
        unfinished.ifPresent(what -> common.say(session, what));
        Inspection inspection = Inspection.of(folder);
        common.answer(session, inspection, () -> text(inspection));
        return ExitCodes.OK;
    }

    private static String text(Inspection inspection) {
        ModelDescription description = inspection.model();
        Provenance provenance = description.provenance();
        StringBuilder text = new StringBuilder();
        text.append(Words.kind(
                        description.architecture(), provenance.plan().noise().corruption()))
                .append("\n\n");
        TextTable layers = new TextTable(3, "layer", "what it does", "output", "parameters");
        for (Inspection.Layer layer : inspection.layers()) {
            layers.row(
                    layer.name(),
                    layer.description(),
                    layer.output().toString(),
                    layer.parameters() == 0 ? "" : "%,d".formatted(layer.parameters()));
        }
        layers.row("total", "", "", "%,d".formatted(inspection.parameters()));
        text.append(layers).append('\n');
        text.append("input         %s%n".formatted(description.preprocessing().describe()));
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
}
