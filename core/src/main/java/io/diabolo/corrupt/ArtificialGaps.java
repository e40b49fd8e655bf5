package io.diabolo.corrupt;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Generator;
import io.diabolo.preprocess.ModelRange;

/**
 * Hides a fraction of the known values in training, so that a model for data with gaps learns to fill them. A trained model
 * is used and measured with the data's own gaps alone.
 *
 * @param fraction 0 to 1
 */
@JsonTypeName("gaps")
public record ArtificialGaps(double fraction) implements Corruption {

    private static final double USUAL = 0.2;

    public ArtificialGaps {
        CorruptionText.requireUpTo("gaps", fraction, 1);
    }

    /** A fifth, the share that {@code reproduce/tables} measures. */
    public static ArtificialGaps usual() {
        return new ArtificialGaps(USUAL);
    }

    @Override
    public Example corrupt(Example example, ModelRange range, Generator random) {
        return new HiddenElements(fraction).corrupt(example, range, random);
    }

    @Override
    public Corruption inUse() {
        return Corruption.none();
    }

    @Override
    public String text() {
        return CorruptionText.of("gaps", fraction);
    }
}
