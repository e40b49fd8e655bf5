package io.diabolo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.OutputException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFilesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "a.bmp", "a.ppm", "a", "sub/a.png"})
    void read_afterWriteWithoutLoss_isTheSameColourPicture(String name) {
        Picture picture = PictureTest.noise(3, 9, 13, 1);
        PictureFiles.write(folder.resolve(name), picture);

        assertThat(PictureFiles.read(folder.resolve(name))).isEqualTo(picture);
        assertThat(PictureFiles.size(folder.resolve(name))).isEqualTo(new Size(13, 9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "a.bmp", "a.pgm"})
    void read_afterWriteWithoutLoss_isTheSameGrayPicture(String name) {
        Picture picture = PictureTest.noise(1, 9, 13, 1);
        PictureFiles.write(folder.resolve(name), picture);

        assertThat(PictureFiles.read(folder.resolve(name))).isEqualTo(picture);
    }

    @Test
    void read_pngWithAlpha_keepsIt() {
        Picture picture = PictureTest.noise(4, 9, 13, 1);
        PictureFiles.write(folder.resolve("a.png"), picture);

        assertThat(PictureFiles.read(folder.resolve("a.png"))).isEqualTo(picture);
    }

    @Test
    void read_jpeg_isNear() {
        Picture smooth = PictureTest.noise(3, 4, 4, 1).resize(new Size(64, 64));
        PictureFiles.write(folder.resolve("a.jpg"), smooth);

        Picture read = PictureFiles.read(folder.resolve("a.jpg"));

        int sum = 0;
        for (byte distance : read.difference(smooth).pixels()) {
            sum += distance & 0xff;
        }
        assertThat((double) sum / smooth.pixels().length).isLessThan(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gif", "tiff"})
    void read_otherFormats_keepsGray(String format) throws IOException {
        BufferedImage image = PictureTest.noise(1, 6, 8, 1).toBufferedImage();
        assertThat(ImageIO.write(image, format, folder.resolve("a." + format).toFile()))
                .isTrue();

        assertThat(PictureFiles.read(folder.resolve("a." + format))).isEqualTo(Picture.of(image));
    }

    @Test
    void read_webp_decodes() throws IOException {
        // One lossless pixel.
        byte[] webp = Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
        Files.write(folder.resolve("a.webp"), webp);

        assertThat(PictureFiles.read(folder.resolve("a.webp")).size()).isEqualTo(new Size(1, 1));
    }

    @Test
    void readFor_bytes_givesThePictureOfTheirFile() throws IOException {
        for (String name : List.of("a.png", "a.jpg", "a.bmp", "a.ppm")) {
            PictureFiles.write(folder.resolve(name), PictureTest.noise(3, 9, 13, 1));
            assertThat(PictureFiles.readFor(new Size(4, 4), name, Files.readAllBytes(folder.resolve(name))))
                    .isEqualTo(PictureFiles.read(folder.resolve(name)));
        }
    }

    @Test
    void readFor_bytesThatAreNoPicture_namesThem() {
        assertThatThrownBy(() -> PictureFiles.readFor(new Size(4, 4), "row 7", new byte[] {1, 2, 3}))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("row 7 cannot be decoded");
        assertThatThrownBy(() -> PictureFiles.readFor(new Size(4, 4), "row 8", HugePng.header(100_000, 100_000)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("row 8: 100000x100000");
    }

    @Test
    void read_graymapOfFewerLevels_isStretchedToBytes() throws IOException {
        Files.writeString(folder.resolve("a.pgm"), "P2\n3 1\n4\n0 2 4\n");

        assertThat(PictureFiles.read(folder.resolve("a.pgm")).pixels()).containsExactly(0, 127, (byte) 255);
    }

    @Test
    void read_hugePng_isRefusedBeforeDecoding() throws IOException {
        Path file = folder.resolve("huge.png");
        Files.write(file, HugePng.header(100_000, 100_000));

        assertThatThrownBy(() -> PictureFiles.read(file))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("huge.png")
                .hasMessageContaining("100000x100000");
    }

    @Test
    void read_pngOverTheMegapixels_isRefused() throws IOException {
        Files.write(folder.resolve("big.png"), HugePng.header(20_000, 5_001));

        assertThatThrownBy(() -> PictureFiles.read(folder.resolve("big.png"))).isInstanceOf(BadInputException.class);
    }

    @Test
    void decode_pictureThatTheHeapCannotHold_isRefusedByItsHeader() throws IOException {
        Files.write(folder.resolve("big.png"), HugePng.header(10_000, 10_000));

        PictureReader.with(new PictureSource.InFile(folder.resolve("big.png")), opened -> {
            assertThatThrownBy(() -> opened.requireMemory(512 << 20))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("big.png")
                    .hasMessageContaining("10000x10000")
                    .hasMessageContaining("512 MB")
                    .hasMessageContaining("-Xmx");
            opened.requireMemory(1L << 30);
            return true;
        });
    }

    @Test
    void decodeFor_aSmallSizeWithLittleMemory_readsACoarserPicture() throws IOException {
        Path file = folder.resolve("wide.png");
        byte[] pixels = new byte[2_000 * 3_000];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % 3_000 * 255 / 3_000); // from black to white
        }
        PictureFiles.write(file, new Picture(1, 2_000, 3_000, pixels));
        Size wanted = new Size(/* width= */ 30, /* height= */ 20);
        Picture whole = PictureFiles.readFor(wanted, file);
        assertThat(whole.size()).isEqualTo(new Size(3_000, 2_000));

        PictureReader.with(new PictureSource.InFile(file), opened -> {
            Picture coarse = opened.decodeFor(wanted, 40 << 20, Picture::of);
            assertThat(coarse.size()).isEqualTo(new Size(1_500, 1_000));
            Picture shrunk = coarse.resize(wanted);
            Picture exact = whole.resize(wanted);
            for (int i = 0; i < 600; i++) {
                assertThat(Math.abs((shrunk.pixels()[i] & 0xff) - (exact.pixels()[i] & 0xff)))
                        .isLessThan(3);
            }
            assertThatThrownBy(() -> opened.decodeFor(new Size(1_600, 1_100), 40 << 20, Picture::of))
                    .as("no coarser picture has twice as many rows")
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("40 MB");
            return true;
        });
    }

    @Test
    void decodingMemory_twoThatTakeTheWholeHeap_takeTurns() {
        AtomicInteger inside = new AtomicInteger();
        IntStream.range(0, 8).parallel().forEach(i -> {
            try {
                DecodingMemory.with(Long.MAX_VALUE, () -> {
                    assertThat(inside.incrementAndGet()).isEqualTo(1);
                    Thread.onSpinWait();
                    return inside.decrementAndGet();
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(inside).hasValue(0);
    }

    /** 81 megapixels in 438 bytes, which the reader would take 2 GB for. */
    @Test
    void decode_webpThatCannotHoldItsPixels_isRefusedByItsHeader() throws IOException {
        Path file = folder.resolve("bomb.webp");
        Files.write(file, webp(9_000, 9_000));
        PictureReader.with(new PictureSource.InFile(file), opened -> {
            assertThat(opened.size()).isEqualTo(new Size(9_000, 9_000));
            assertThatThrownBy(() -> opened.requireMemory(1 << 30))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("bomb.webp: 9000x9000 pixels take about");
            return true;
        });
    }

    /** A file of zeros behind a header of the lossless kind. */
    private static byte[] webp(int width, int height) {
        ByteBuffer webp = ByteBuffer.allocate(438).order(ByteOrder.LITTLE_ENDIAN);
        webp.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(430);
        webp.put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII)).putInt(418);
        return webp.put((byte) 0x2f).putInt((width - 1) | ((height - 1) << 14)).array();
    }

    /** Its copies reach further back than an earlier reader could follow. */
    @Test
    void read_webpOfOneColour_isRead() {
        Picture picture = PictureFiles.read(Path.of("src/test/resources/golden/flat.webp"));
        assertThat(picture.size()).isEqualTo(new Size(4_000, 4_000));
        assertThat(IntStream.range(0, picture.pixels().length).allMatch(i -> picture.pixels()[i] == 0))
                .isTrue();
    }

    @Test
    void with_outOfMemory_namesTheFile() {
        Path file = folder.resolve("a.png");
        PictureFiles.write(file, PictureTest.noise(3, 4, 4, 1));

        assertThatThrownBy(() -> PictureReader.with(new PictureSource.InFile(file), opened -> {
                    throw new OutOfMemoryError("Java heap space");
                }))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("a.png does not fit into memory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "a.jpg", "a.bmp", "a.pgm", "a.ppm"})
    void read_truncated_isCorruptAndNamed(String name) throws IOException {
        Path file = folder.resolve(name);
        PictureFiles.write(file, PictureTest.noise(3, 64, 64, 1));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> PictureFiles.read(file))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining(name);
    }

    @Test
    void read_emptyFileOrText_isCorrupt() throws IOException {
        Files.write(folder.resolve("empty.png"), new byte[0]);
        Files.writeString(folder.resolve("text.png"), "no picture", StandardCharsets.UTF_8);

        assertThatThrownBy(() -> PictureFiles.read(folder.resolve("empty.png")))
                .isInstanceOf(CorruptFileException.class);
        assertThatThrownBy(() -> PictureFiles.read(folder.resolve("text.png")))
                .isInstanceOf(CorruptFileException.class);
    }

    @Test
    void read_missing_isBadInput() {
        assertThatThrownBy(() -> PictureFiles.read(folder.resolve("none.png")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("none.png");
    }

    @Test
    void write_unknownEnding_isRefused() {
        assertThatThrownBy(() -> PictureFiles.write(folder.resolve("a.txt"), PictureTest.noise(1, 1, 1, 1)))
                .isInstanceOf(BadInputException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "bmp"})
    void write_ontoAFullDisk_failsWithWhatTheDiskSaid(String format) {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        BufferedImage image = PictureTest.noise(3, 90, 130, 1).toBufferedImage();
        assertThatThrownBy(() -> PictureFiles.writeWith(format, image, full))
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
    }

    @Test
    void readEightBits_moreBits_areRoundedWithANote() throws IOException {
        BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(1, 0, 0, 77 * 257);
        ImageIO.write(deep, "png", folder.resolve("deep.png").toFile());
        List<String> notes = new ArrayList<>();
        BufferedImage image = PictureFiles.readEightBits(folder.resolve("deep.png"), notes::add);
        assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
        assertThat(image.getRaster().getSample(1, 0, 0)).isEqualTo(77);
        assertThat(notes).singleElement().asString().endsWith("deep.png has 16 bits a channel: they are rounded to 8");

        PictureFiles.write(folder.resolve("plain.png"), PictureTest.noise(3, 9, 13, 1));
        PictureFiles.readEightBits(folder.resolve("plain.png"), notes::add);
        assertThat(notes).hasSize(1);
    }

    @Test
    void write_ontoAFolder_failsAndLeavesNothingBehind() throws IOException {
        Files.createDirectories(folder.resolve("a.png/inside"));

        assertThatThrownBy(() -> PictureFiles.write(folder.resolve("a.png"), PictureTest.noise(1, 1, 1, 1)))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("a.png");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("a.png"));
        }
    }

    @Test
    void isPicture_byEnding_ignoresCase() {
        assertThat(PictureFiles.isPicture(Path.of("a/b.JPeG"))).isTrue();
        assertThat(PictureFiles.isPicture(Path.of("a.png/b.txt"))).isFalse();
        assertThat(PictureFiles.isPicture(Path.of(".png"))).isFalse();
    }
}
