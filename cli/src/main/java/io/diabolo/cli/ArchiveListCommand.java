package io.diabolo.cli;

import io.diabolo.jobs.ArchiveListing;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./diabolo archive list}. */
@Command(
        name = "list",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = "Names the pictures of an archive, in its order; nothing is decoded.",
        footer = {"", "Examples:", "  ./diabolo archive list pictures.dba"})
final class ArchiveListCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ARCHIVE", description = "The archive.")
    private Path archive = Path.of("");

    @Mixin
    private CommonOptions common = new CommonOptions();

    ArchiveListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ArchiveListing listing = ArchiveListing.of(archive);
        listing.problems().forEach(problem -> session.err().println("%s: %s".formatted(archive, problem)));
        common.answer(session, listing, listing::text);
        return listing.problems().isEmpty() ? ExitCodes.OK : ExitCodes.BAD_FILE;
    }
}
