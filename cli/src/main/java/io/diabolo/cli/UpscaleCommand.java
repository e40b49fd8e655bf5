package io.diabolo.cli;

import io.diabolo.jobs.RestoreTask;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./diabolo upscale}. */
@Command(
        name = "upscale",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Enlarges photographs with the shipped networks: the luma by a network, chroma and alpha bicubically."
        },
        footer = {
            "",
            "Examples:",
            "  ./diabolo upscale small.png                                  -> small-x2.png",
            "  ./diabolo upscale thumbnails --factor 4 --out large"
        })
final class UpscaleCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private RestoreChoices pictures = new RestoreChoices();

    @Option(
            names = "--factor",
            paramLabel = "2|3|4",
            description = "How much wider and higher (default: 2; with --model, its own).")
    private @Nullable Integer factor;

    @Mixin
    private ThreadOptions common = new ThreadOptions();

    UpscaleCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return pictures.run(session, common, new RestoreTask.Upscale(factor));
    }
}
