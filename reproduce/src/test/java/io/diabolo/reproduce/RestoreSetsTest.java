package io.diabolo.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.LoadedData;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.restore.Bicubic;
import io.diabolo.restore.Deblocker;
import io.diabolo.restore.Denoiser;
import io.diabolo.restore.FloatPicture;
import io.diabolo.restore.Inpainter;
import io.diabolo.restore.Upscaler;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs that measure restoration, on a tiny folder. */
class RestoreSetsTest {

    @TempDir
    Path folder = Path.of("");

    private final FloatPicture picture = waves(96, 84);

    @BeforeEach
    void pictures() {
        PictureFiles.write(folder.resolve("a.png"), TestPictures.bytes(picture));
    }

    @Test
    void denoise_aFolder_hasAllRowsAndEndsWithItsMeans() {
        List<String> lines = lines(out -> DenoiseSet.print(folder, List.of(25.0, 50.0), Denoiser.photo(), out));
        assertThat(lines.get(0)).contains("sigma 25", "sigma 50");
        assertThat(number(lines, "noisy", 0)).isCloseTo(20.2, within(0.5));
        assertThat(number(lines, "Gaussian filter", 0)).isGreaterThan(25);
        assertThat(lines).anyMatch(line -> line.startsWith("FFDNet, published: on BSD68"));
        assertThat(lines.get(lines.size() - 1)).matches("\\d+\\.\\d\\d \\d+\\.\\d\\d");
        double ours = Double.parseDouble(lines.get(lines.size() - 1).split(" ", -1)[0]);
        assertThat(number(lines, "Diabolo, sigma told", 0)).isEqualTo(ours);
    }

    @Test
    void digits_ofTheEmbeddedGlyphs_haveAllRowsAndEndWithOurs() {
        LoadedData glyphs = DataSource.glyphs(DataOptions.defaults().withLimit(300));
        List<String> lines = lines(out -> DigitSet.print(glyphs, glyphs.test(), 1, out));
        assertThat(number(lines, "noisy", 0)).isBetween(5.0, 12.0);
        assertThat(number(lines, "median", 0)).isGreaterThan(number(lines, "noisy", 0));
        assertThat(Double.parseDouble(lines.get(lines.size() - 1))).isEqualTo(number(lines, "Diabolo, 32 numbers", 0));
    }

    @Test
    void deblock_aFolder_measuresTheJpegsToo() {
        List<String> lines = lines(out -> DeblockSet.print(folder, Deblocker.photo(), out));
        assertThat(number(lines, "JPEG", 0)).isLessThan(number(lines, "JPEG", 3));
        assertThat(lines.get(lines.size() - 1).split(" ", -1)).hasSize(4);
    }

    @Test
    void inpaint_aFolder_fillsBothKindsOfHoles() {
        List<String> lines = lines(out -> InpaintSet.print(folder, Inpainter.photo(), out));
        assertThat(number(lines, "Telea, radius 3", 1)).isBetween(20.0, 60.0);
        assertThat(lines.get(lines.size() - 1).split(" ", -1)).hasSize(2);
    }

    @Test
    void holes_ofAPicture_hideWhatTheProtocolSays() {
        byte[] boxes = InpaintSet.boxes(256, 320);
        long hidden = hidden(boxes);
        assertThat(hidden).isEqualTo(20 * 32 * 32L);
        assertThat((double) hidden(InpaintSet.missing(256, 320)) / boxes.length).isCloseTo(0.8, within(0.01));
    }

    @Test
    void upscale_pairsAndLonePictures_areMeasuredByFactor() {
        FloatPicture small = Bicubic.resize(picture, 28, 32);
        PictureFiles.write(folder.resolve("b_HR.png"), TestPictures.bytes(picture));
        PictureFiles.write(folder.resolve("b_LR.png"), TestPictures.bytes(small));
        List<String> lines = lines(out -> UpscaleSet.print(folder, Upscaler::photo, out));
        assertThat(lines.get(0)).contains("x 2", "x 3", "x 4");
        assertThat(number(lines, "bicubic", 0)).isGreaterThan(number(lines, "bicubic", 2));
        assertThat(lines.get(lines.size() - 1).split(" ", -1)).hasSize(3);
    }

    @Test
    void resize_ofSet5_isWhatItsSmallPicturesHave() {
        String root = System.getenv("DIABOLO_DATA");
        Assumptions.assumeTrue(root != null, "skipped: set DIABOLO_DATA to the folder of the test data");
        Path pairs = Path.of(root, "superres", "Set5", "image_SRF_3");
        Assumptions.assumeTrue(Files.isDirectory(pairs), "skipped: DIABOLO_DATA has no superres/Set5/image_SRF_3");
        // They were made by MATLAB's imresize, which rounds to 8 bits between the two directions; edges may be other
        // ones.
        FloatPicture large = TestPictures.floats(PictureFiles.read(pairs.resolve("img_001_SRF_3_HR.png")));
        FloatPicture small = TestPictures.floats(PictureFiles.read(pairs.resolve("img_001_SRF_3_LR.png")));
        FloatPicture ours = Bicubic.resize(large, small.height(), small.width());
        int different = 0;
        for (int y = 4; y < small.height() - 4; y++) {
            for (int x = 4; x < small.width() - 4; x++) {
                float value = PsnrTable.rounded(ours.values()[ours.at(1, y, x)]);
                float theirs = small.values()[small.at(1, y, x)];
                assertThat(value).isCloseTo(theirs, within(1f));
                different += value == theirs ? 0 : 1;
            }
        }
        assertThat(different).isLessThan(ours.height() * ours.width() / 5);
    }

    private static long hidden(byte[] mask) {
        long count = 0;
        for (byte value : mask) {
            count += value == 0 ? 0 : 1;
        }
        return count;
    }

    private static List<String> lines(Consumer<PrintStream> program) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        program.accept(new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static double number(List<String> lines, String row, int column) {
        String line = lines.stream().filter(l -> l.startsWith(row)).findFirst().orElseThrow();
        return Double.parseDouble(line.substring(46).strip().split(" +", -1)[column]);
    }

    private static FloatPicture waves(int width, int height) {
        byte[] pixels = new byte[width * height];
        for (int i = 0; i < pixels.length; i++) {
            int y = i / width;
            pixels[i] = (byte) (128 + 60 * Math.sin(i % width / 7.0) * Math.cos(y / 9.0) + y % 20);
        }
        return TestPictures.floats(new Picture(1, height, width, Arrays.copyOf(pixels, pixels.length)));
    }
}
