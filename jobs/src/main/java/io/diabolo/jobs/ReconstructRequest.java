package io.diabolo.jobs;

import io.diabolo.error.BadInputException;
import java.util.List;

/**
 * Asks for samples as a model gives them back.
 *
 * @param model the folder of a model
 * @param inputs pictures, folders of them, arrays; for a model of tables or series one file
 * @param out the folder for pictures, the file for a table or series
 * @param strict whether a picture that does not decode is an error instead of being skipped
 * @param fill of tables and series: whether known cells stay as they are, and gaps alone are filled
 * @param precision of large products
 */
public record ReconstructRequest(
        String model, List<String> inputs, String out, boolean strict, boolean fill, PrecisionChoice precision) {

    public ReconstructRequest {
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty()) {
            throw new BadInputException("there is nothing to reconstruct: name at least one input");
        }
    }
}
