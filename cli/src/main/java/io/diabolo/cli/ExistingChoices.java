package io.diabolo.cli;

import io.diabolo.error.BadInputException;
import io.diabolo.jobs.Output;
import io.diabolo.jobs.TrainingFolder;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What becomes of what {@code --out} holds. */
final class ExistingChoices {

    @Option(names = "--resume", description = "Go on with the interrupted training in --out, exactly.")
    private boolean resume;

    @Option(names = "--force", description = "Replace what --out holds.")
    private boolean force;

    Output.Existing existing() {
        if (resume && force) {
            throw new BadInputException("--resume continues what --out holds, --force replaces it: leave one out");
        }
        return resume ? Output.Existing.RESUME : force ? Output.Existing.REPLACE : Output.Existing.REFUSE;
    }

    /** As {@link #existing()}; a user who gave neither option is asked whether an unfinished training goes on. */
    Output.Existing existing(Session session, Path out) {
        Optional<String> unfinished = resume || force ? Optional.empty() : TrainingFolder.unfinished(out);
        boolean agreed = unfinished.isPresent() && session.agrees(unfinished.get() + ": resume it?");
        return agreed ? Output.Existing.RESUME : existing();
    }
}
