package io.diabolo.codec.archive;

import io.diabolo.codec.PictureHeader;
import java.time.Instant;

/**
 * A picture of an archive, as it describes itself.
 *
 * @param name a relative path, with {@code /}
 * @param modified when the picture's file was last changed, to the second
 * @param bytes what it takes in the file, its share of the index not counted
 * @param pieces how many pieces of metadata it has
 * @param picture as a file of its own would say it
 */
public record ArchiveEntry(String name, Instant modified, long bytes, int pieces, PictureHeader picture) {}
