package io.diabolo.restoring.training;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.diabolo.engine.Generator;
import io.diabolo.error.BadInputException;
import io.diabolo.preprocess.ModelRange;
import io.diabolo.restore.network.NetworkConfig;
import java.util.SplittableRandom;

/** What is to be restored: a network, and how clean pictures are damaged for it to learn from. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface RestoringTask permits DenoisingTask, DeblockingTask, InpaintingTask, UpscalingTask {

    /** Values of 0 to 1, noise in units of 8 bits; hidden pixels are gray. */
    ModelRange RANGE = new ModelRange(0, 1, 1 / 255.0, 0.5);

    /** The smallest and the largest crop's sides. */
    int SMALLEST_CROP = 48;

    /** As {@link #SMALLEST_CROP}. */
    int LARGEST_CROP = 512;

    /** The network that is trained: that of the shipped restorer for the task. */
    @JsonIgnore
    NetworkConfig network();

    /** What is done to the pictures, in words. */
    @JsonIgnore
    String damage();

    /** Sides of crops are multiples of it. */
    @JsonIgnore
    int cropMultiple();

    /**
     * Damages crops.
     *
     * @param random for what is decided outside of the engine
     * @param noise for what is decided in it
     */
    RestoringBatch batch(Crops crops, SplittableRandom random, Generator noise);

    /** @throws BadInputException for a crop that the task cannot take */
    default void requireCrop(int side) {
        if (side < SMALLEST_CROP || side > LARGEST_CROP || side % cropMultiple() != 0) {
            throw new BadInputException("crops must have %d to %d pixels a side, a multiple of %d, not %d"
                    .formatted(SMALLEST_CROP, LARGEST_CROP, cropMultiple(), side));
        }
    }
}
