package io.diabolo.cli;

import io.diabolo.jobs.ArchiveCheck;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./diabolo archive verify}. */
@Command(
        name = "verify",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Checks every picture of an archive against its checksums and hashes; nothing is decoded.",
            "What does not agree is named, and the command ends with code 4."
        },
        footer = {"", "Examples:", "  ./diabolo archive verify pictures.dba"})
final class ArchiveVerifyCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ARCHIVE", description = "The archive.")
    private Path archive = Path.of("");

    @Mixin
    private CommonOptions common = new CommonOptions();

    ArchiveVerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (LongRun run = LongRun.ofParts(session, common)) {
            ArchiveCheck check = common.jobs().verifyArchive(archive, common.control(session));
            check.problems().forEach(problem -> session.err().println("%s: %s".formatted(archive, problem)));
            common.answer(session, check, check::text);
            if (check.stopped()) {
                return run.interrupted(" after %d pictures".formatted(check.pictures()));
            }
            return check.problems().isEmpty() ? ExitCodes.OK : ExitCodes.BAD_FILE;
        }
    }
}
