package io.diabolo.restoring.training;

import io.diabolo.data.PictureCrops;
import io.diabolo.engine.DataType;
import io.diabolo.engine.Tensor;

/**
 * Clean square pieces of pictures.
 *
 * @param pixels bytes [count, 3, side, side]: R, G, B
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Crops(byte[] pixels, int count, int side) {

    private static final double LARGEST = 255;

    /** Values 0 to 1, [count, 3, side, side]. */
    Tensor colours() {
        return Tensor.of(pixels, count, PictureCrops.CHANNELS, side, side)
                .to(DataType.FLOAT32)
                .mul(1 / LARGEST);
    }

    /** JPEG's luma (ITU-R BT.601, full range), 0 to 1, [count, 1, side, side]. */
    Tensor luma() {
        return luma(colours());
    }

    /** As {@link #luma()}, of [N, 3, H, W]. */
    static Tensor luma(Tensor colours) {
        return colours.narrow(1, 0, 1)
                .mul(0.299)
                .add(colours.narrow(1, 1, 1).mul(0.587))
                .add(colours.narrow(1, 2, 1).mul(0.114));
    }

    /** A byte as 0 to 255. */
    int at(int crop, int channel, int i) {
        return pixels[(crop * PictureCrops.CHANNELS + channel) * side * side + i] & 0xff;
    }
}
