package io.diabolo.corrupt;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.diabolo.engine.Generator;
import io.diabolo.preprocess.ModelRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a clean example into what a training step sees. One training loop with another corruption is a denoiser, an
 * inpainter, an upscaler. Corruptions are saved with the model; the table of their ids is the {@code permits} clause.
 * {@link CorruptionText} is another way to write them.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Corruption
        permits NoCorruption,
                CorruptionChain,
                GaussianNoise,
                RandomGaussianNoise,
                PoissonNoise,
                SpeckleNoise,
                SaltAndPepper,
                HiddenElements,
                HiddenBlock,
                PastedDefects,
                ArtificialGaps,
                BinarySamples {

    /**
     * Corrupts an input; target, weight and what is known of the input are handed on, but by {@link BinarySamples}.
     *
     * @param range of the model's values
     * @param random the step's source of random numbers
     */
    Example corrupt(Example example, ModelRange range, Generator random);

    /** As {@link CorruptionText} reads it. */
    @JsonIgnore
    String text();

    /** Leaves the input as it is. */
    static Corruption none() {
        return new NoCorruption();
    }

    /** Whether the input stays as it is. */
    @JsonIgnore
    default boolean isNone() {
        return this instanceof NoCorruption;
    }

    /** What of it a trained model is used and measured with: all, but for what only helps the training. */
    @JsonIgnore
    default Corruption inUse() {
        return this;
    }

    /** Applies {@code next} to what this makes of the input. */
    default Corruption then(Corruption next) {
        List<Corruption> parts = new ArrayList<>(sequence());
        parts.addAll(next.sequence());
        return parts.size() == 1 ? parts.get(0) : parts.isEmpty() ? none() : new CorruptionChain(parts);
    }

    /** The single corruptions that it applies one after the other: itself, but for nothing and for chains. */
    @JsonIgnore
    default List<Corruption> sequence() {
        return List.of(this);
    }
}
