package io.diabolo.compress.network;

import java.util.List;

/** A codec small enough to be trained in a test. */
public final class TinyCodec {

    private TinyCodec() {}

    public static CompressionConfig config() {
        return config(12);
    }

    public static CompressionConfig config(int latent) {
        return config(latent, 1);
    }

    public static CompressionConfig config(int latent, int encoder) {
        return config(latent, encoder, 0);
    }

    public static CompressionConfig config(int latent, int encoder, int complete) {
        return new CompressionConfig(
                latent, 4, 8, 8, List.of(4, latent - 4), List.of(0.002, 0.02, 0.2), encoder, complete);
    }
}
