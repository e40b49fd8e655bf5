package io.diabolo.compress.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.image.Picture;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateMeasurementTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void result_aCoderThatIsJpegWithMoreBytes_hasItsBdRate() {
        RateMeasurement measurement = new RateMeasurement(List.of(new Padded(), new ComparedJpeg()), folder);
        measurement.add("a", TestPicture.rgb(96, 64));
        measurement.add("b", TestPicture.rgb(80, 48).toGray());
        RateComparison comparison = measurement.result();

        assertThat(comparison.pictures()).isEqualTo(2);
        assertThat(comparison.results()).hasSize(2 * (19 + 19));
        // Twice the bytes of JPEG at each quality.
        assertThat(comparison.bdRate("padded").orElseThrow().percent()).isEqualTo(100, within(1e-9));
        RateCurve jpeg = comparison.curves().get(1);
        assertThat(jpeg.points())
                .extracting(RatePoint::setting)
                .startsWith(5.0, 10.0)
                .endsWith(95.0);
        for (int i = 0; i < 19; i++) {
            RatePoint point = jpeg.points().get(i);
            RatePoint padded = comparison.curves().get(0).points().get(i);
            assertThat(padded.bitsPerPixel()).isEqualTo(2 * point.bitsPerPixel(), within(1e-12));
            assertThat(padded.psnrDb()).isEqualTo(point.psnrDb());
            assertThat(point.speed().encodeToFile())
                    .isPositive()
                    .isLessThan(point.speed().encode());
        }
    }

    @Test
    void result_aPoint_isTheMeanOverThePictures() {
        RateMeasurement measurement = new RateMeasurement(List.of(new ComparedJpeg()), folder);
        measurement.add("a", TestPicture.rgb(96, 64));
        measurement.add("b", TestPicture.rgb(40, 24));
        RateComparison comparison = measurement.result();
        RatePoint point = comparison.curves().get(0).points().get(9);
        List<PictureResult> results =
                comparison.results().stream().filter(r -> r.setting() == 50).toList();

        assertThat(results).extracting(PictureResult::picture).containsExactly("a", "b");
        byte[] file = new ComparedJpeg().encode(TestPicture.rgb(40, 24).toBufferedImage(), 50);
        assertThat(results.get(1).bytes()).isEqualTo(file.length);
        assertThat(point.bitsPerPixel())
                .isEqualTo(
                        (results.get(0).bytes() * 8.0 / (96 * 64) + file.length * 8.0 / (40 * 24)) / 2, within(1e-12));
        assertThat(point.psnrDb())
                .isEqualTo(
                        (results.get(0).fidelity().psnrDb()
                                        + results.get(1).fidelity().psnrDb())
                                / 2,
                        within(1e-12));
        assertThat(comparison.bdRates()).isEmpty();
    }

    @Test
    void add_stopped_endsWithinThePictureAndHasNoResult() {
        AtomicInteger asked = new AtomicInteger();
        RateMeasurement measurement =
                new RateMeasurement(List.of(new ComparedJpeg()), folder, () -> asked.incrementAndGet() > 20);
        measurement.add("a", TestPicture.rgb(40, 24));
        assertThat(measurement.result().results()).hasSize(19);
        measurement.add("b", TestPicture.rgb(40, 24));
        assertThat(asked).hasValue(21);
        assertThatThrownBy(measurement::result).isInstanceOf(CancellationException.class);
    }

    @Test
    void result_pictureThatPngStoresSmaller_isNamedWithBothSizes() {
        RateMeasurement measurement = new RateMeasurement(List.of(new ComparedJpeg()), folder);
        measurement.add("icon", new Picture(1, 32, 32, new byte[32 * 32]));
        measurement.add("photo", TestPicture.rgb(96, 64));
        List<RateComparison.PngSmaller> smaller = measurement.result().pngSmaller();
        assertThat(smaller).hasSize(1);
        assertThat(smaller.get(0).picture()).isEqualTo("icon");
        assertThat(smaller.get(0).pngBytes())
                .isLessThan(200)
                .isLessThan(smaller.get(0).bytes());
    }

    @Test
    void add_anyPicture_leavesOneFileInTheFolder() throws Exception {
        new RateMeasurement(List.of(new ComparedJpeg()), folder).add("a", TestPicture.rgb(20, 20));
        try (var files = Files.list(folder)) {
            assertThat(files).extracting(file -> file.getFileName().toString()).containsExactly(RateMeasurement.FILE);
        }
    }

    @Test
    void fidelity_exactAndOfOtherChannels_isDefined() {
        Picture rgb = TestPicture.rgb(24, 20);
        assertThat(Fidelity.of(rgb, rgb)).isEqualTo(new Fidelity(100, 1));
        Picture gray = rgb.toGray();
        assertThat(Fidelity.of(gray, gray.toRgb()).psnrDb()).isEqualTo(100);
        assertThat(Fidelity.of(gray.toRgb(), gray).psnrDb()).isEqualTo(100);
        assertThat(Fidelity.of(rgb.withChannels(4), rgb).psnrDb()).isEqualTo(100);
        byte[] brighter = gray.pixels().clone();
        for (int i = 0; i < brighter.length; i++) {
            brighter[i] = (byte) (brighter[i] + 2);
        }
        assertThat(Fidelity.of(gray, new Picture(1, 20, 24, brighter)).psnrDb())
                .isEqualTo(10 * Math.log10(255 * 255 / 4.0), within(1e-9));
    }

    @Test
    void crops_atSomeBytes_areTheNearestFilesAndTheSamePart() {
        Picture picture = TestPicture.rgb(300, 220);
        CropComparison crops = CropComparison.of("a", picture, List.of(new ComparedJpeg(), new Padded()), 1);
        long wanted = 300 * 220 / 8;
        CropComparison.Coded jpeg = crops.coded().get(0);
        BufferedImage image = picture.toBufferedImage();
        long nearest = Long.MAX_VALUE;
        for (int quality = 1; quality <= 100; quality++) {
            nearest = Math.min(nearest, Math.abs(new ComparedJpeg().encode(image, quality).length - wanted));
        }
        assertThat(Math.abs(jpeg.bytes() - wanted)).isEqualTo(nearest);
        assertThat(crops.original().size().toString()).isEqualTo("192x192");
        assertThat(Fidelity.of(crops.original(), jpeg.crop()).psnrDb())
                .isCloseTo(jpeg.fidelity().psnrDb(), within(2.0));
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
