package io.diabolo.jobs;

import java.util.List;

/**
 * What came of checking an archive.
 *
 * @param archive its path
 * @param pictures how many were checked
 * @param intact how many of them agree with their checksums, and their SHA-256 where the archive has them
 * @param problems a line for each thing that does not
 * @param stopped whether it was stopped before all were checked
 */
public record ArchiveCheck(String archive, int pictures, int intact, List<String> problems, boolean stopped) {

    public ArchiveCheck {
        problems = List.copyOf(problems);
    }

    /** For a reader. */
    public String text() {
        return "%s: %,d of %,d pictures are intact%s\n"
                .formatted(archive, intact, pictures, problems.isEmpty() ? ", nothing is lost" : "");
    }
}
