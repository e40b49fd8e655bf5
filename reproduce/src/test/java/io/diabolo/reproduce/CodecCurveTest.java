package io.diabolo.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.compress.eval.ComparedCodec;
import io.diabolo.compress.eval.ComparedJpeg;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodecCurveTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void print_aCoderWithTwiceJpegsBytes_endsWith100Percent() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        byte[] pixels = new byte[3 * 60 * 80];
        for (int i = 0; i < pixels.length; i++) {
            double x = i % 80;
            int y = i / 80;
            pixels[i] = (byte) (128 + 90 * Math.sin(x / 9) * Math.cos(y / 7.0) + random.nextInt(12));
        }
        PictureFiles.write(folder.resolve("a.png"), new Picture(3, 60, 80, pixels));
        PictureFiles.write(folder.resolve("below/b.png"), new Picture(1, 40, 40, Arrays.copyOf(pixels, 1600)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        CodecCurve.print(folder, new Padded(), new PrintStream(out, true, StandardCharsets.UTF_8));

        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(1 + 19 + 19 + 2);
        assertThat(lines.get(0)).contains("bits/pixel", "PSNR", "MS-SSIM", "encode s", "2 pictures");
        assertThat(lines.get(1)).startsWith("padded");
        assertThat(lines.get(lines.size() - 1)).isEqualTo("100.0 %");
    }

    /** JPEG, followed by as many bytes again, which JPEG readers ignore. */
    private static final class Padded implements ComparedCodec {

        private final ComparedJpeg jpeg = new ComparedJpeg();

        @Override
        public String name() {
            return "padded";
        }

        @Override
        public List<Double> settings() {
            return jpeg.settings();
        }

        @Override
        public Scale scale() {
            return jpeg.scale();
        }

        @Override
        public byte[] encode(BufferedImage picture, double setting) {
            byte[] bytes = jpeg.encode(picture, setting);
            return Arrays.copyOf(bytes, 2 * bytes.length);
        }

        @Override
        public BufferedImage decode(byte[] file) {
            return jpeg.decode(file);
        }
    }
}
