package io.diabolo.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metadata of pictures that are written. */
class MetadataWritingTest {

    private static final String XMP_START = "http://ns.adobe.com/xap/1.0/\0";

    @TempDir
    Path folder = Path.of("");

    private final List<String> notes = new ArrayList<>();

    private static MetadataPiece piece(MetadataPiece.Kind kind, byte[] bytes) {
        return new MetadataPiece(kind, bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "a.jpg"})
    void write_withMetadata_isReadBackAsItWas(String name) {
        for (int channels : new int[] {1, 3}) {
            int space = channels == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB;
            List<MetadataPiece> pieces = List.of(
                    piece(MetadataPiece.Kind.EXIF, MetadataBytes.exif(1)),
                    piece(MetadataPiece.Kind.ICC, ICC_Profile.getInstance(space).getData()),
                    piece(MetadataPiece.Kind.XMP, utf8("<x:xmpmeta>\u00e9</x:xmpmeta>")));
            Path file = folder.resolve(name);
            PictureFiles.write(file, PictureTest.noise(channels, 16, 24, 1), pieces, notes::add);
            List<MetadataPiece> read =
                    PictureFiles.readWithMetadata(file, notes::add).metadata();
            assertThat(read).extracting(MetadataPiece::kind).containsExactly(MetadataPiece.Kind.values());
            for (int i = 0; i < read.size(); i++) {
                assertThat(read.get(i).bytes()).isEqualTo(pieces.get(i).bytes());
            }
        }
        assertThat(notes).isEmpty();
    }

    @Test
    void write_whatAFormatCannotHold_isNamedInALine() {
        List<MetadataPiece> pieces = List.of(
                piece(MetadataPiece.Kind.EXIF, MetadataBytes.exif(1)), piece(MetadataPiece.Kind.XMP, new byte[70_000]));
        PictureFiles.write(folder.resolve("a.bmp"), PictureTest.noise(3, 8, 8, 1), pieces, notes::add);
        PictureFiles.write(folder.resolve("a.jpg"), PictureTest.noise(3, 8, 8, 1), pieces, notes::add);
        assertThat(notes.get(0)).endsWith("a.bmp: a file of this kind cannot hold: EXIF, XMP");
        assertThat(notes.get(1)).endsWith("a.jpg: a file of this kind cannot hold: XMP");
        assertThat(PictureFiles.readWithMetadata(folder.resolve("a.jpg"), notes::add)
                        .metadata())
                .hasSize(1);
    }

    @Test
    void write_aLongProfile_isDividedAmongSegmentsOfJpeg() {
        byte[] profile =
                Arrays.copyOf(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData(), 150_000);
        MetadataPiece icc = piece(MetadataPiece.Kind.ICC, profile);
        Path file = folder.resolve("a.jpg");
        PictureFiles.write(file, PictureTest.noise(3, 8, 8, 1), List.of(icc), notes::add);
        assertThat(PictureMetadata.of(new PictureSource.InFile(file), true)
                        .pieces()
                        .get(0)
                        .bytes())
                .isEqualTo(profile);
    }

    @Test
    void readToKeep_aTurnedPicture_saysThatItIsUpright() throws IOException {
        Path file = folder.resolve("a.jpg");
        PictureFiles.write(file, PictureTest.noise(3, 8, 24, 1));
        byte[] bytes = MetadataBytes.withSegment(Files.readAllBytes(file), 0xe1, "Exif\0\0", MetadataBytes.exif(6));
        String xmp = "<x tiff:Orientation=\"6\"><tiff:Orientation>6</tiff:Orientation></x>";
        Files.write(file, MetadataBytes.withSegment(bytes, 0xe1, XMP_START, utf8(xmp)));

        KeptPicture kept = PictureFiles.readToKeep(file, notes::add);
        assertThat(kept.metadata().get(0).bytes()).isEqualTo(MetadataBytes.exif(1));
        assertThat(kept.metadata().get(1).bytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(xmp.replace('6', '1'));
        Path again = folder.resolve("b.png");
        PictureFiles.write(again, Picture.of(kept.image()), kept.metadata(), notes::add);
        assertThat(PictureFiles.size(again).toString()).isEqualTo("8x24");
        assertThat(notes).isEmpty();
    }

    @Test
    void readToKeep_densityOfAScan_isWrittenAgainAndTurnedWithThePicture() throws IOException {
        Path tiff = Files.write(folder.resolve("a.tif"), MetadataBytes.tiff(new byte[4], new byte[8], new byte[8]));
        Path png = folder.resolve("a.png");
        Path jpeg = folder.resolve("a.jpg");
        Picture picture = PictureTest.noise(3, 8, 24, 1);
        PictureFiles.write(png, picture, PictureFiles.readToKeep(tiff, notes::add), note -> {});
        assertThat(density(png)).containsExactly(300, 150);
        PictureFiles.write(jpeg, picture, PictureFiles.readToKeep(png, notes::add), notes::add);
        assertThat(density(jpeg)).containsExactly(300, 150);
        byte[] turned = MetadataBytes.withSegment(Files.readAllBytes(jpeg), 0xe1, "Exif\0\0", MetadataBytes.exif(6));
        assertThat(density(Files.write(folder.resolve("b.jpg"), turned))).containsExactly(150, 300);
        assertThat(notes).isEmpty();

        PictureFiles.write(folder.resolve("a.bmp"), picture, PictureFiles.readToKeep(png, notes::add), notes::add);
        assertThat(notes)
                .singleElement()
                .asString()
                .endsWith("a.bmp: a file of this kind cannot hold: XMP, resolution");
    }

    /** Pixels an inch, across and down. */
    private long[] density(Path file) {
        PixelDensity density =
                PictureFiles.readToKeep(file, notes::add).density().orElseThrow();
        return new long[] {density.acrossIn(PixelDensity.INCH), density.downIn(PixelDensity.INCH)};
    }

    @Test
    void chromaGrid_ofAFrameHeader_isTurnedWithThePicture() throws IOException {
        Path file = folder.resolve("a.jpg");
        PictureFiles.write(file, PictureTest.noise(3, 9, 23, 1));
        assertThat(PictureFiles.chromaGrid(file)).isEqualTo(new ChromaGrid(2, 2, 0, 0, true));
        byte[] jpeg = Files.readAllBytes(file);
        int luma = 0;
        while (jpeg[luma] != (byte) 0xff || jpeg[luma + 1] != (byte) 0xc0) {
            luma++;
        }
        jpeg[luma + 11] = 0x21; // 4:2:2
        Files.write(file, MetadataBytes.withSegment(jpeg, 0xe1, "Exif\0\0", MetadataBytes.exif(6)));
        assertThat(PictureFiles.chromaGrid(file)).isEqualTo(new ChromaGrid(1, 2, 0, 0, true));
        Files.write(file, MetadataBytes.withSegment(jpeg, 0xe1, "Exif\0\0", MetadataBytes.exif(8)));
        assertThat(PictureFiles.chromaGrid(file)).isEqualTo(new ChromaGrid(1, 2, 0, 1, true));
        PictureFiles.write(file, PictureTest.noise(1, 9, 23, 1));
        assertThat(PictureFiles.chromaGrid(file)).isEqualTo(ChromaGrid.FULL);
    }

    @Test
    void readToKeep_densitiesThatMakeNoSense_areNone() throws IOException {
        Path file = folder.resolve("a.png");
        PictureFiles.write(file, PictureTest.noise(3, 8, 8, 1));
        byte[] png = Files.readAllBytes(file);
        byte[][] chunks = {
            {0, 0, 0, 1, 0, 0, 0, 1, 0}, {0, 0, 0, 0, 0, 0, 0, 9, 1}, {-1, -1, -1, -1, 0, 0, 0, 9, 1}, {1}
        };
        for (byte[] chunk : chunks) {
            Files.write(file, MetadataBytes.withChunk(png, "pHYs", chunk));
            assertThat(PictureFiles.readToKeep(file, notes::add).density()).isEmpty();
        }
    }

    @Test
    void readToKeep_damagedExif_staysAsItIs() throws IOException {
        Path file = folder.resolve("a.jpg");
        PictureFiles.write(file, PictureTest.noise(3, 8, 8, 1));
        byte[] endless = MetadataBytes.exif(6);
        endless[4] = (byte) 0xff;
        for (byte[] exif : List.of(new byte[3], endless)) {
            byte[] jpeg = MetadataBytes.withSegment(Files.readAllBytes(file), 0xe1, "Exif\0\0", exif);
            Path damaged = Files.write(folder.resolve("damaged.jpg"), jpeg);
            assertThat(PictureFiles.readToKeep(damaged, notes::add)
                            .metadata()
                            .get(0)
                            .bytes())
                    .isEqualTo(exif);
        }
    }

    @Test
    void readToKeep_coloursThatAreConverted_leaveTheirProfileOut() throws IOException {
        Path file = folder.resolve("a.jpg");
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        PictureFiles.write(file, PictureTest.noise(3, 8, 8, 1));
        Files.write(file, MetadataBytes.withSegment(Files.readAllBytes(file), 0xe2, "ICC_PROFILE\0\1\1", profile));
        boolean converted = !PictureFiles.readEightBits(file, note -> {})
                .getColorModel()
                .getColorSpace()
                .isCS_sRGB();
        assertThat(PictureFiles.readToKeep(file, notes::add).metadata()).hasSize(converted ? 0 : 1);
        assertThat(notes).hasSize(converted ? 1 : 0);
    }
}
