package io.diabolo.codec;

import io.diabolo.runtime.FeatureMap;
import java.util.function.BooleanSupplier;

/**
 * Improves what an encoder found for a tile, for one level: fewer bits, or nearer to the picture. Decoders know nothing of it. For
 * several threads at once.
 */
public interface LatentRefiner {

    /**
     * Looks for a better latent. The side information stays that of the first one.
     *
     * @param y of the analysis, [h, w, latent], left as it is
     * @param rgb width * height * 3 bytes
     * @param stop asked often; once true, it ends with a {@link java.util.concurrent.CancellationException}
     * @return the latent to be coded at the level, [h, w, latent]
     */
    FeatureMap refine(FeatureMap y, byte[] rgb, int width, int height, int level, BooleanSupplier stop);
}
