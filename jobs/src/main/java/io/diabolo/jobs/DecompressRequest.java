package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.error.BadInputException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the pictures of {@code .dbl} files.
 *
 * @param inputs files, and folders of them, whose paths below them are kept
 * @param output a folder for the pictures, or the name of one: .png, .jpg, .bmp, .pgm or .ppm
 * @param codec the folder of a codec; null for the released one that a file names
 */
public record DecompressRequest(
        List<String> inputs,
        FileOutput output,
        @JsonSetter(nulls = Nulls.SET) @Nullable String codec) {

    public DecompressRequest {
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty()) {
            throw new BadInputException("there is nothing to decompress: name at least one file");
        }
    }

    /** With the released codec that each file names. */
    public static DecompressRequest of(List<String> inputs, FileOutput output) {
        return new DecompressRequest(inputs, output, null);
    }
}
