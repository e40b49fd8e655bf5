package io.diabolo.cli;

import io.diabolo.jobs.FileOutput;
import io.diabolo.jobs.RestoreOutcome;
import io.diabolo.jobs.RestoreRequest;
import io.diabolo.jobs.RestoreTask;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands have in common that make pictures of pictures. */
final class RestoreChoices {

    @Parameters(arity = "1..*", paramLabel = "PICTURE", description = "Pictures, or folders of them.")
    private List<Path> inputs = List.of();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR|FILE",
            description =
                    "A folder for the results, which are .png, or the name of one: .png, .jpg, .bmp, .pgm or .ppm (default: beside the picture, under a name of its own).")
    private @Nullable Path out;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Your own restorer, a folder of train --task (default: the built-in one for photographs).")
    private @Nullable Path model;

    @Option(names = "--force", description = "Replace files that exist.")
    private boolean force;

    int run(Session session, CommonOptions common, RestoreTask task) {
        RestoreRequest request = new RestoreRequest(
                inputs.stream().map(Path::toString).toList(),
                new FileOutput(out == null ? null : out.toString(), force),
                task,
                model == null ? null : model.toString());
        try (LongRun run = LongRun.ofParts(session, common)) {
            RestoreOutcome outcome = common.jobs().restore(request, run.files());
            if (common.json() || !outcome.pictures().isEmpty()) {
                common.answer(session, outcome, () -> outcome.table().toString());
            }
            return run.end(outcome.ending());
        }
    }
}
