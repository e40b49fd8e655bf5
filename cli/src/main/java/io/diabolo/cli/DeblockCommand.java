package io.diabolo.cli;

import io.diabolo.jobs.RestoreTask;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./diabolo deblock}. */
@Command(
        name = "deblock",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Takes the blocks and the ringing of JPEG out of photographs, with the shipped network, whatever their quality.",
            "The luma is restored, the chroma stays."
        },
        footer = {
            "",
            "Examples:",
            "  ./diabolo deblock old.jpg                                    -> old-deblocked.png",
            "  ./diabolo deblock album --out album-again"
        })
final class DeblockCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private RestoreChoices pictures = new RestoreChoices();

    @Mixin
    private ThreadOptions common = new ThreadOptions();

    DeblockCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return pictures.run(session, common, new RestoreTask.Deblock());
    }
}
