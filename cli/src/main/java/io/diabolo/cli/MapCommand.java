package io.diabolo.cli;

import io.diabolo.embed.Planes;
import io.diabolo.jobs.EvaluateRequest;
import io.diabolo.jobs.JobControl;
import io.diabolo.jobs.MapRequest;
import io.diabolo.jobs.StudyRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./diabolo map}. */
@Command(
        name = "map",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Draws the codes of samples in a plane, as a page for a browser: names and pictures under the pointer, colours by label.",
            "Of more than 2,000 samples so many are drawn at random."
        },
        footer = {
            "",
            "Examples:",
            "  ./diabolo map my-model --out map                  the test part of the data that it was trained on",
            "  ./diabolo map my-model photos --layouts tsne --out map"
        })
final class MapCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The folder of a model.")
    private Path folder = Path.of("");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DATA",
            description = "The samples (default: the test part of the training's data).")
    private @Nullable Path data;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "DIR",
            description = "The folder for map.html and its charts.")
    private Path out = Path.of("");

    @Option(
            names = "--layouts",
            split = ",",
            paramLabel = "L",
            description = "Of pca, autoencoder (with two numbers, trained on the codes) and tsne (default: all).")
    private List<Planes.Layout> layouts = List.of(Planes.Layout.values());

    @Option(names = "--lang", paramLabel = "en|fr", description = "Language of the page (default: en).")
    private StudyRequest.Language lang = StudyRequest.Language.EN;

    @Option(names = "--force", description = "Replace a map that is there.")
    private boolean force;

    @Mixin
    private DataChoices reading = new DataChoices();

    @Mixin
    private PrecisionOptions common = new PrecisionOptions();

    MapCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        EvaluateRequest samples = new EvaluateRequest(
                folder.toString(), data == null ? null : data.toString(), reading.reading(), common.precision());
        MapRequest request = new MapRequest(samples, out.toString(), force, layouts, lang);
        try (CtrlC ctrlC = CtrlC.watch()) {
            JobControl control = common.control(session)
                    .withStop(() -> ctrlC.getAsBoolean() || session.stop().getAsBoolean());
            MapRequest.Outcome outcome = common.jobs().map(request, control);
            if (outcome.interrupted()) {
                common.say(session, "interrupted; nothing was written");
                return ExitCodes.INTERRUPTED;
            }
            common.answer(session, outcome, () -> "%s%nmap of %,d samples: %s%n"
                    .formatted(outcome.table(), outcome.samples(), outcome.page()));
            return ExitCodes.OK;
        }
    }
}
