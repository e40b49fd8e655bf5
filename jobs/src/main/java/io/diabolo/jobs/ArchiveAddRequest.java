package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.error.BadInputException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for more pictures in an archive, at the quality of those that are there.
 *
 * @param archive the file
 * @param inputs pictures, and folders of them, whose paths below them become names
 * @param metadata whether EXIF, ICC profiles and XMP are kept; else they are dropped and named
 * @param codec the folder of the archive's codec; null for the one that it carries or the released one that it names
 * @param effort as {@link CompressRequest} has it
 */
public record ArchiveAddRequest(
        String archive,
        List<String> inputs,
        boolean metadata,
        @JsonSetter(nulls = Nulls.SET) @Nullable String codec,
        @JsonSetter(nulls = Nulls.SET) @Nullable Integer effort) {

    public ArchiveAddRequest {
        inputs = List.copyOf(inputs);
        CompressRequest.steps(effort);
        if (inputs.isEmpty()) {
            throw new BadInputException("there is nothing to add to the archive: name at least one picture");
        }
    }
}
