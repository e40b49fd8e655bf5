package io.diabolo.compress.folder;

import io.diabolo.codec.LatentRefiner;
import io.diabolo.compress.network.CompressionConfig;
import io.diabolo.compress.network.CompressionModel;
import io.diabolo.compress.network.LatentSearch;
import io.diabolo.compress.network.QualityRow;
import io.diabolo.engine.Device;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.runtime.FeatureMap;
import java.util.function.BooleanSupplier;

/** Better files of a codec, for more work: looks for a better latent of each tile, with libtorch. */
public final class CodecRefiner implements LatentRefiner, AutoCloseable {

    private static final int LEAST_EFFORT = 1;
    private static final int MOST_EFFORT = 9;

    /** The first that looks for better latents. */
    private static final int REFINING = 6;

    private static final int FIRST_STEPS = 15;
    private static final int LARGEST = 255;

    private final ExportedCodec exported;
    private final CompressionConfig config;
    private final CompressionModel model;
    private final LatentSearch search;
    private final Device device;

    /**
     * Reads a codec once more, for its gradients.
     *
     * @param weights its file
     * @param steps of gradient descent for each tile and level, at least 1
     */
    public CodecRefiner(byte[] weights, int steps, Device device) {
        this.device = device;
        exported = ExportedCodec.read("codec", weights);
        config = exported.config();
        try (TensorScope scope = TensorScope.open("refiner", device)) {
            model = CompressionModel.frozen(config, exported);
        }
        search = new LatentSearch(model, steps);
    }

    /**
     * How many steps an effort takes: none up to 5, 15 at 6, and twice as many with each more.
     *
     * @throws BadInputException for an effort that is not 1 to 9
     */
    public static int steps(int effort) {
        if (effort < LEAST_EFFORT || effort > MOST_EFFORT) {
            throw new BadInputException(
                    "the effort must be %d to %d, was %d".formatted(LEAST_EFFORT, MOST_EFFORT, effort));
        }
        return effort < REFINING ? 0 : FIRST_STEPS << (effort - REFINING);
    }

    @Override
    public FeatureMap refine(FeatureMap y, byte[] rgb, int width, int height, int level, BooleanSupplier stop) {
        try (TensorScope scope = TensorScope.open("refine", device)) {
            Tensor latent = Tensor.of(y.values(), 1, y.height(), y.width(), y.channels())
                    .permute(0, 3, 1, 2);
            float[] found =
                    search.improve(latent, picture(rgb, width, height), QualityRow.of(exported, config, level), stop);
            return new FeatureMap(y.height(), y.width(), y.channels(), found);
        }
    }

    private static Tensor picture(byte[] rgb, int width, int height) {
        float[] values = new float[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            values[i] = (rgb[i] & 0xff) / (float) LARGEST - 0.5f;
        }
        return Tensor.of(values, 1, height, width, 3).permute(0, 3, 1, 2);
    }

    @Override
    public void close() {
        model.close();
    }
}
