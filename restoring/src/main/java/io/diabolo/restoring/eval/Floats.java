package io.diabolo.restoring.eval;

import io.diabolo.image.Picture;
import io.diabolo.restore.FloatPicture;

/** Between pictures of bytes and of floats in the units of 8 bits. */
final class Floats {

    private static final float LARGEST = 255;

    private Floats() {}

    /** Of one or three channels. */
    static FloatPicture of(Picture picture) {
        float[] values = new float[picture.pixels().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = picture.pixels()[i] & 0xff;
        }
        return new FloatPicture(picture.channels(), picture.height(), picture.width(), values);
    }

    /** Rounded and limited. */
    static Picture rounded(FloatPicture picture) {
        byte[] pixels = new byte[picture.values().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.round(Math.min(LARGEST, Math.max(0, picture.values()[i])));
        }
        return new Picture(picture.channels(), picture.height(), picture.width(), pixels);
    }
}
