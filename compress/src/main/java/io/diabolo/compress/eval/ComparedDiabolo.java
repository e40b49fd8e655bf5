package io.diabolo.compress.eval;

import io.diabolo.codec.Codec;
import io.diabolo.codec.Quality;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;

/** Diabolo's codec; its settings are the qualities 1 to 8, with as many steps between as its format has levels. */
public final class ComparedDiabolo implements ComparedCodec {

    private static final int BEST = 8;
    private static final int STEPS = 126;

    private final Codec codec;

    public ComparedDiabolo(Codec codec) {
        this.codec = codec;
    }

    @Override
    public String name() {
        return "Diabolo";
    }

    @Override
    public List<Double> settings() {
        return IntStream.rangeClosed(1, BEST).mapToObj(Double::valueOf).toList();
    }

    @Override
    public Scale scale() {
        return new Scale(1, BEST, STEPS);
    }

    @Override
    public byte[] encode(BufferedImage picture, double setting) {
        return codec.compress(picture, Quality.of(setting));
    }

    @Override
    public BufferedImage decode(byte[] file) {
        return codec.decompress(file).picture();
    }
}
