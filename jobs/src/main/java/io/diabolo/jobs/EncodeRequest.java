package io.diabolo.jobs;

import io.diabolo.error.BadInputException;
import java.util.List;

/**
 * Asks for the codes of samples.
 *
 * @param model the folder of a model
 * @param inputs pictures, folders of them, arrays; for a model of tables or series one file
 * @param out the file to write, {@code .npy} or {@code .csv}
 * @param strict whether a picture that does not decode is an error instead of being skipped
 * @param precision of large products
 */
public record EncodeRequest(String model, List<String> inputs, String out, boolean strict, PrecisionChoice precision) {

    public EncodeRequest {
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty()) {
            throw new BadInputException("there is nothing to encode: name at least one input");
        }
    }

    /**
     * What came of it.
     *
     * @param codes how many
     * @param latent D, the numbers of a code
     * @param file that holds them
     */
    public record Outcome(int codes, int latent, String file) {}
}
