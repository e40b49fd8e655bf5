package io.diabolo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.image.ChromaGrid;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code denoise}, {@code deblock}, {@code inpaint} and {@code upscale}, with the shipped networks. */
class RestoreCommandsTest {

    @TempDir
    Path folder = Path.of("");

    private Path photo = Path.of("");
    private final Picture clean = smooth(64, 48);

    @BeforeEach
    void photo() {
        photo = folder.resolve("in/photo.png");
        PictureFiles.write(photo, clean);
    }

    @Test
    void denoise_aNoisyPicture_bringsItNearerToTheCleanOne() {
        Path noisy = folder.resolve("in/noisy.png");
        PictureFiles.write(noisy, noisy(clean));
        double before = mse(PictureFiles.read(noisy));
        for (String sigma : new String[] {"auto", "25"}) {
            Path out = folder.resolve("clean-%s.png".formatted(sigma));
            Shell.Result result = run("denoise", noisy.toString(), "--sigma", sigma, "-o", out.toString());
            assertThat(result.code()).as(result.err()).isZero();
            assertThat(result.out()).contains(out.toString(), "64 x 48", "seconds");
            assertThat(mse(PictureFiles.read(out))).isLessThan(before / 4);
        }
        assertThat(run("denoise", noisy.toString(), "--sigma", "0").code()).isZero();
        assertThat(PictureFiles.read(folder.resolve("in/noisy-clean.png"))).isEqualTo(PictureFiles.read(noisy));
        assertThat(run("denoise", photo.toString(), "--sigma", "80").err())
                .contains("sigma 80.0 is more than the 55.0");
    }

    /** As a phone writes it: one chroma value for 2 x 2 pixels, so that the noise is nearly the same in R, G and B. */
    @Test
    void denoise_aNoisyJpegOfCoarseChroma_bringsItNearerToTheCleanOne() throws IOException {
        Path noisy = folder.resolve("in/phone.jpg");
        Files.write(noisy, io.diabolo.image.JpegFile.of(noisy(clean).toBufferedImage(), 95));
        assertThat(PictureFiles.chromaGrid(noisy)).isEqualTo(new ChromaGrid(2, 2, 0, 0, true));
        assertThat(run("denoise", noisy.toString()).code()).isZero();
        assertThat(mse(PictureFiles.read(folder.resolve("in/phone-clean.png"))))
                .isLessThan(mse(PictureFiles.read(noisy)) / 3);
    }

    @Test
    void inpaint_boxesAndMasks_changeTheirPixelsAndNoOthers() {
        Path out = folder.resolve("whole.png");
        Shell.Result boxes = run(
                "inpaint",
                photo.toString(),
                "--box",
                "10,12,6,5",
                "--box",
                "40,0,2,48",
                "-o",
                out.toString(),
                "--json");
        assertThat(boxes.code()).as(boxes.err()).isZero();
        JsonNode restored = boxes.json().path("pictures").get(0);
        assertThat(restored.path("repaired").asInt()).isEqualTo(30 + 96);
        assertThat(restored.path("file").asText()).isEqualTo(out.toString());
        Picture filled = PictureFiles.read(out);
        for (int y = 0; y < 48; y++) {
            for (int x = 0; x < 64; x++) {
                boolean hidden = (x >= 10 && x < 16 && y >= 12 && y < 17) || (x >= 40 && x < 42);
                assertThat(hidden || filled.at(1, y, x) == clean.at(1, y, x)).isTrue();
            }
        }
        assertThat(mse(filled)).isLessThan(30);

        byte[] white = new byte[64 * 48];
        Arrays.fill(white, 100, 130, (byte) 255);
        PictureFiles.write(folder.resolve("mask.png"), new Picture(1, 48, 64, white));
        Shell.Result masked = run(
                "inpaint",
                photo.toString(),
                "--mask",
                folder.resolve("mask.png").toString());
        assertThat(masked.code()).as(masked.err()).isZero();
        assertThat(masked.out()).contains("photo-repaired.png", "repaired");
    }

    @Test
    void inpaint_auto_findsWhatIsTransparentOrOddOrSaysThatNothingIs() {
        byte[] pixels = Arrays.copyOf(clean.pixels(), 4 * 64 * 48);
        Arrays.fill(pixels, 3 * 64 * 48, pixels.length, (byte) 255);
        pixels[3 * 64 * 48 + 500] = 0;
        Path hole = folder.resolve("in/hole.png");
        PictureFiles.write(hole, new Picture(4, 48, 64, pixels));
        Shell.Result result = run("inpaint", hole.toString(), "--mask", "auto", "--json");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.json().path("pictures").get(0).path("repaired").asInt())
                .isEqualTo(1);
        assertThat(PictureFiles.read(folder.resolve("in/hole-repaired.png")).channels())
                .isEqualTo(3);
        Shell.Result nothing = run("inpaint", photo.toString(), "--mask", "auto");
        assertThat(nothing.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(nothing.err()).contains("no lost pixels were found");
    }

    @Test
    void upscale_eachFactor_enlargesAndIsNearTheOriginal() {
        for (int factor = 2; factor <= 4; factor++) {
            Path out = folder.resolve("large-%d.png".formatted(factor));
            Shell.Result result =
                    run("upscale", photo.toString(), "--factor", Integer.toString(factor), "-o", out.toString());
            assertThat(result.code()).as(result.err()).isZero();
            Picture large = PictureFiles.read(out);
            assertThat(large.width()).isEqualTo(64 * factor);
            assertThat(mse(large.resize(clean.size()))).isLessThan(10);
        }
        assertThat(run("upscale", photo.toString()).code()).isZero();
        assertThat(folder.resolve("in/photo-x2.png")).isRegularFile();
    }

    @Test
    void deblock_aPoorJpeg_bringsItNearerToTheOriginal() throws IOException {
        Path jpeg = folder.resolve("in/old.jpg");
        Files.write(jpeg, io.diabolo.image.JpegFile.of(clean.toGray().toBufferedImage(), 10));
        Shell.Result result = run("deblock", jpeg.toString());
        assertThat(result.code()).as(result.err()).isZero();
        double before = mse(clean.toGray(), PictureFiles.read(jpeg));
        assertThat(mse(clean.toGray(), PictureFiles.read(folder.resolve("in/old-deblocked.png"))))
                .isLessThan(before);
        assertThat(run("deblock", photo.toString()).err()).contains("is not named as a JPEG");
    }

    @Test
    void denoise_aFolder_keepsPathsAndGoesOnAfterAPictureThatFails() throws IOException {
        PictureFiles.write(folder.resolve("in/below/dot.png"), smooth(1, 1));
        Files.writeString(folder.resolve("in/bad.png"), "no picture");
        Path out = folder.resolve("out");
        Shell.Result result = run("denoise", folder.resolve("in").toString(), "--out", out.toString());
        assertThat(result.code()).isEqualTo(ExitCodes.BAD_FILE);
        assertThat(result.err()).contains("bad.png cannot be decoded", "1 of 3");
        assertThat(out.resolve("photo.png")).isRegularFile();
        assertThat(out.resolve("below/dot.png")).isRegularFile();
        Shell.Result beside = run("denoise", folder.resolve("in").toString());
        assertThat(beside.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(beside.err()).contains("is a folder: name another one");
    }

    @Test
    void anyTask_existingResult_isReplacedWithForceOnlyAndNeverAnInput() throws IOException {
        Path taken = Files.writeString(folder.resolve("in/photo-x2.png"), "mine");
        Shell.Result refused = run("upscale", photo.toString());
        assertThat(refused.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(refused.err()).contains("photo-x2.png exists", "--force");
        assertThat(taken).hasContent("mine");
        assertThat(run("upscale", photo.toString(), "--force").code()).isZero();
        assertThat(Files.size(taken)).isGreaterThan(100);
        byte[] before = Files.readAllBytes(photo);
        Shell.Result itself = run("denoise", photo.toString(), "-o", photo.toString(), "--force");
        assertThat(itself.code()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(itself.err()).contains("is an input and would be replaced");
        assertThat(photo).hasBinaryContent(before);
    }

    @Test
    void anyTask_unwritableOutput_endsWithItsCodeAndLeavesNothing() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        Shell.Result result = run(
                "denoise", photo.toString(), "-o", folder.resolve("file/x.png").toString());
        assertThat(result.code()).isEqualTo(ExitCodes.OUTPUT);
        assertThat(folder.resolve("in")).isDirectoryNotContaining("glob:**.tmp*");
    }

    @Test
    void denoise_16BitsAndFurtherFrames_areTakenWithANote() throws IOException {
        BufferedImage deep = new BufferedImage(16, 16, BufferedImage.TYPE_USHORT_GRAY);
        ImageIO.write(deep, "png", folder.resolve("in/deep.png").toFile());
        assertThat(run("denoise", folder.resolve("in/deep.png").toString()).err())
                .contains("16 bits a channel: they are rounded to 8");
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (ImageOutputStream out =
                ImageIO.createImageOutputStream(folder.resolve("in/moving.gif").toFile())) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            BufferedImage frame = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_INDEXED);
            writer.writeToSequence(new IIOImage(frame, null, null), null);
            writer.writeToSequence(new IIOImage(frame, null, null), null);
            writer.endWriteSequence();
        }
        Shell.Result moving = run("denoise", folder.resolve("in/moving.gif").toString());
        assertThat(moving.code()).as(moving.err()).isZero();
        assertThat(moving.err()).contains("dropped: all frames or pages but the first");
    }

    private double mse(Picture picture) {
        return mse(clean, picture);
    }

    private static double mse(Picture a, Picture b) {
        double sum = 0;
        for (int i = 0; i < a.pixels().length; i++) {
            double difference = (a.pixels()[i] & 0xff) - (b.pixels()[i] & 0xff);
            sum += difference * difference;
        }
        return sum / a.pixels().length;
    }

    private static Picture smooth(int width, int height) {
        byte[] pixels = new byte[3 * width * height];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % width;
            int y = i / width % height;
            int c = i / width / height;
            pixels[i] = (byte) (128 + 50 * Math.sin(x / 11.0 + c) + 40 * Math.cos(y / 9.0));
        }
        return new Picture(3, height, width, pixels);
    }

    private static Picture noisy(Picture picture) {
        Random random = new Random(2);
        byte[] pixels = picture.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            double value = (pixels[i] & 0xff) + 25 * random.nextGaussian();
            pixels[i] = (byte) Math.round(Math.min(255, Math.max(0, value)));
        }
        return new Picture(picture.channels(), picture.height(), picture.width(), pixels);
    }

    private static Shell.Result run(String... arguments) {
        return Shell.run(arguments);
    }
}
