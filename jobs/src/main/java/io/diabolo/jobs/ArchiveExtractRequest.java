package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.error.BadInputException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for pictures of an archive, as PNG.
 *
 * @param archive the file
 * @param names of pictures, or of folders of them; none for all
 * @param output a folder, in which the pictures get their paths
 * @param metadata whether EXIF, ICC profiles and XMP are written, into files of their own beside the pictures
 * @param codec the folder of the archive's codec; null for the one that it carries or the released one that it names
 * @param region x, y, width and height of the rectangle of each picture that is wanted; null for all of it
 */
public record ArchiveExtractRequest(
        String archive,
        List<String> names,
        FileOutput output,
        boolean metadata,
        @JsonSetter(nulls = Nulls.SET) @Nullable String codec,
        @JsonSetter(nulls = Nulls.SET) @Nullable String region) {

    public ArchiveExtractRequest {
        names = List.copyOf(names);
        if (output.path() == null) {
            throw new BadInputException("the pictures of an archive need a folder: name one with --out");
        }
    }
}
