package io.diabolo.codec;

import java.awt.image.BufferedImage;

/** What tests of other packages need: a codec without a network, and pictures. */
public final class TestCodecs {

    public static final String ID = CosineTileCoder.ID;

    private TestCodecs() {}

    public static Codec cosine() {
        return Codec.of(new CosineTileCoder(), "the tests");
    }

    public static BufferedImage rgb(int width, int height) {
        return Pictures.rgb(width, height);
    }

    public static BufferedImage rgbAlpha(int width, int height) {
        return Pictures.rgbAlpha(width, height);
    }

    public static BufferedImage gray(int width, int height) {
        return Pictures.gray(width, height);
    }
}
