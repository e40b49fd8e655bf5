package io.diabolo.compress.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.codec.Codec;
import io.diabolo.codec.Quality;
import io.diabolo.compress.eval.Fidelity;
import io.diabolo.engine.Device;
import io.diabolo.image.Picture;
import java.awt.image.BufferedImage;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class CodecRefinerTest {

    /** Of the shipped codec's lambdas, that of its second trained level, which quality 1 + 7 / 9 has. */
    private static final double LAMBDA = 0.0024;

    private static final Quality QUALITY = Quality.of(1 + 7.0 / 9);

    @Test
    void compress_withASearch_costsLessAndAnyCopyOfTheCodecDecodesIt() {
        Codec plain = Codec.photo();
        BufferedImage picture = picture(50, 70);
        try (CodecRefiner refiner = new CodecRefiner(Codec.photoWeights(), 20, Device.CPU)) {
            byte[] searched = plain.withRefiner(refiner).compress(picture, QUALITY);
            assertThat(cost(plain, picture, searched))
                    .isLessThan(0.995 * cost(plain, picture, plain.compress(picture, QUALITY)));
            assertThat(plain.withRefiner(refiner).compress(picture, QUALITY)).isEqualTo(searched);
        }
    }

    @Test
    void compress_aWantedSize_isMetBySearchedFiles() {
        BufferedImage picture = picture(48, 48);
        try (CodecRefiner refiner = new CodecRefiner(Codec.photoWeights(), 2, Device.CPU)) {
            assertThat(Codec.photo().withRefiner(refiner).compress(picture, Quality.maxBytes(200)).length)
                    .isBetween(150, 200);
        }
    }

    @Test
    void compress_stopped_ends() {
        try (CodecRefiner refiner = new CodecRefiner(Codec.photoWeights(), 1_000_000, Device.CPU)) {
            long start = System.nanoTime();
            Codec stopped =
                    Codec.photo().withRefiner(refiner).withStop(() -> System.nanoTime() - start > 1_000_000_000L);
            assertThatThrownBy(() -> stopped.compress(picture(16, 16), QUALITY))
                    .isInstanceOf(CancellationException.class);
        }
    }

    private static double cost(Codec codec, BufferedImage picture, byte[] file) {
        double psnr = Fidelity.of(
                        Picture.of(picture), Picture.of(codec.decompress(file).picture()))
                .psnrDb();
        return 8.0 * file.length / picture.getWidth() / picture.getHeight()
                + LAMBDA * 255 * 255 * Math.pow(10, -psnr / 10);
    }

    /** A disc before stripes that fade. */
    private static BufferedImage picture(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean disc = Math.hypot(x - width / 2.0, y - height / 2.0) < width / 3.0;
                int stripes = (int) (128 + 90 * Math.sin(x / 3.0) * y / height);
                picture.setRGB(x, y, disc ? 0xC04020 + y : stripes << 16 | stripes << 8 | (255 - stripes));
            }
        }
        return picture;
    }
}
