package io.diabolo.compress.eval;

import io.diabolo.image.JpegFile;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;

/** JPEG as libjpeg writes it; its settings are libjpeg's qualities. */
public final class ComparedJpeg implements ComparedCodec {

    private static final int BEST = 100;

    @Override
    public String name() {
        return "JPEG";
    }

    /** The libjpeg qualities 5, 10 ... 95. */
    @Override
    public List<Double> settings() {
        return IntStream.rangeClosed(1, 19).mapToObj(i -> 5.0 * i).toList();
    }

    @Override
    public Scale scale() {
        return new Scale(1, BEST, BEST - 1);
    }

    /** @param setting libjpeg's quality, 1 to 100; rounded to a whole number */
    @Override
    public byte[] encode(BufferedImage picture, double setting) {
        return JpegFile.of(picture, (int) Math.round(setting));
    }

    @Override
    public BufferedImage decode(byte[] file) {
        return JpegFile.decode(file);
    }
}
