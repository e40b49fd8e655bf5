package io.diabolo.restoring.training;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.data.PictureCrops;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.error.BadInputException;
import io.diabolo.restore.Bicubic;
import io.diabolo.restore.FloatPicture;
import io.diabolo.restore.Upscaler;
import io.diabolo.restore.network.ChainConfig;
import io.diabolo.restore.network.NetworkConfig;
import java.util.SplittableRandom;

/**
 * Enlarges the luma of studios (ITU-R BT.601, 16 to 235). Small pictures are antialiased bicubic reductions, rounded to 8 bits.
 *
 * @param factor one of {@link Upscaler#FACTORS}
 */
@JsonTypeName("upscale")
public record UpscalingTask(int factor) implements RestoringTask {

    private static final float LARGEST = 255;

    public UpscalingTask {
        if (!Upscaler.FACTORS.contains(factor)) {
            throw new BadInputException("the factor must be 2, 3 or 4, was %d".formatted(factor));
        }
    }

    @Override
    public NetworkConfig network() {
        return ChainConfig.photo(factor);
    }

    @Override
    public String damage() {
        return "pictures reduced by %d, bicubic and antialiased, luma".formatted(factor);
    }

    @Override
    public int cropMultiple() {
        return factor;
    }

    @Override
    public RestoringBatch batch(Crops crops, SplittableRandom random, Generator noise) {
        int n = crops.count();
        int side = crops.side();
        int small = side / factor;
        float[] low = new float[n * small * small];
        float[] base = new float[n * side * side];
        float[] target = new float[n * side * side];
        for (int i = 0; i < n; i++) {
            FloatPicture clean = picture(crops, i);
            FloatPicture reduced = luma(rounded(Bicubic.resize(clean, small, small)));
            System.arraycopy(reduced.values(), 0, low, i * small * small, small * small);
            System.arraycopy(Bicubic.resize(reduced, side, side).values(), 0, base, i * side * side, side * side);
            System.arraycopy(luma(clean).values(), 0, target, i * side * side, side * side);
        }
        return new RestoringBatch(
                Tensor.of(low, n, 1, small, small),
                Tensor.of(base, n, 1, side, side),
                Tensor.of(target, n, 1, side, side),
                null);
    }

    private static FloatPicture picture(Crops crops, int number) {
        int area = crops.side() * crops.side();
        float[] values = new float[PictureCrops.CHANNELS * area];
        for (int i = 0; i < values.length; i++) {
            values[i] = crops.at(number, i / area, i % area);
        }
        return new FloatPicture(PictureCrops.CHANNELS, crops.side(), crops.side(), values);
    }

    private static FloatPicture rounded(FloatPicture picture) {
        float[] values = picture.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.round(Math.min(LARGEST, Math.max(0, values[i])));
        }
        return new FloatPicture(picture.channels(), picture.height(), picture.width(), values);
    }

    /** Of 0 to 255 in three channels, 0 to 1 in one. */
    private static FloatPicture luma(FloatPicture rgb) {
        int area = rgb.height() * rgb.width();
        float[] from = rgb.values();
        float[] luma = new float[area];
        for (int i = 0; i < area; i++) {
            float sum = 65.481f * from[i] + 128.553f * from[area + i] + 24.966f * from[2 * area + i];
            luma[i] = (16 + sum / LARGEST) / LARGEST;
        }
        return new FloatPicture(1, rgb.height(), rgb.width(), luma);
    }
}
