package io.diabolo.train;

import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.model.Example;

/**
 * Turns a clean batch into what a training step sees. One training loop with another corruption is a denoiser, an
 * inpainter, an upscaler.
 */
@FunctionalInterface
public interface Corruption {

    /**
     * @param clean [N, C, H, W] in the model's range
     * @param random the step's source of random numbers
     */
    Example corrupt(Tensor clean, Generator random);

    /** Leaves the input as it is. */
    static Corruption none() {
        return (clean, random) -> Example.clean(clean);
    }

    /** Applies {@code next} to what this makes of the input; the target stays the clean batch. */
    default Corruption then(Corruption next) {
        return (clean, random) -> {
            Example first = corrupt(clean, random);
            return new Example(next.corrupt(first.input(), random).input(), first.target(), first.weight());
        };
    }
}
