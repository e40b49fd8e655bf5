package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.error.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for restored pictures.
 *
 * @param inputs pictures, and folders of them, whose paths below them are kept
 * @param output a folder for the results, which are PNG, or the name of one: .png, .jpg, .bmp, .pgm or .ppm; beside the
 *     pictures only where no folder is among the inputs
 * @param task what is done to them
 * @param model the folder of a restorer that somebody trained; null for the shipped one
 */
public record RestoreRequest(
        List<String> inputs,
        FileOutput output,
        RestoreTask task,
        @JsonSetter(nulls = Nulls.SET) @Nullable String model) {

    /** With the shipped restorers. */
    public RestoreRequest(List<String> inputs, FileOutput output, RestoreTask task) {
        this(inputs, output, task, null);
    }

    public RestoreRequest {
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty()) {
            throw new BadInputException("there is nothing to restore: name at least one picture");
        }
        for (String input : inputs) {
            // The next run over the folder would take the results for pictures.
            if (output.path() == null && Files.isDirectory(Path.of(input))) {
                throw new BadInputException(
                        "%s is a folder: name another one for the results with --out".formatted(input));
            }
        }
    }
}
