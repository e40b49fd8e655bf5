package io.diabolo.jobs;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of extracting pictures.
 *
 * @param archive its path
 * @param problems a line for each thing of the archive that is lost or refused
 * @param result the pictures that were written, and how it went with the others
 */
public record ArchiveExtractOutcome(String archive, List<String> problems, DecompressOutcome result) {

    public ArchiveExtractOutcome {
        problems = List.copyOf(problems);
    }

    /** A line for each thing that is lost, of the archive or of a picture. */
    public List<String> losses() {
        List<String> losses = new ArrayList<>();
        problems.forEach(problem -> losses.add("%s: %s".formatted(archive, problem)));
        losses.addAll(result.losses());
        return losses;
    }
}
