package io.diabolo.generate;

import io.diabolo.data.Codes;
import io.diabolo.error.BadInputException;
import io.diabolo.model.AutoencoderConfig;
import java.util.List;

/**
 * The label that samples are to have.
 *
 * @param numbers how many of a code's numbers stand before the labels; all of a model that is told none
 * @param label its place among the labels that the model was told; -1 for none in particular
 */
record GivenLabel(int numbers, int label) {

    private static final int SHOWN = 20;

    static GivenLabel none(AutoencoderConfig config) {
        return new GivenLabel(config.codeSize() - config.conditions().size(), -1);
    }

    /** @throws BadInputException if the model was not told that label */
    static GivenLabel of(AutoencoderConfig config, String name) {
        List<String> known = config.conditions();
        if (known.isEmpty()) {
            throw new BadInputException(
                    "this model was told no labels, so none can be asked for: train a conditional one");
        }
        if (!known.contains(name)) {
            throw new BadInputException("the model was told no label '%s', but %s%s"
                    .formatted(
                            name,
                            String.join(", ", known.subList(0, Math.min(SHOWN, known.size()))),
                            known.size() > SHOWN ? " and %,d more".formatted(known.size() - SHOWN) : ""));
        }
        return new GivenLabel(none(config).numbers, known.indexOf(name));
    }

    /** Codes with this label in place of theirs. */
    Codes in(Codes codes) {
        if (label < 0) {
            return codes;
        }
        float[][] rows = codes.rows();
        for (float[] row : rows) {
            for (int i = numbers; i < row.length; i++) {
                row[i] = i - numbers == label ? 1 : 0;
            }
        }
        return Codes.of(rows);
    }
}
