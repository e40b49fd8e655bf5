package io.diabolo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.diabolo.error.CorruptFileException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureMetadataTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** The file holds the rows abc and def; the answers are those of the EXIF standard's table. */
    @ParameterizedTest
    @CsvSource({
        "1, abc/def",
        "2, cba/fed",
        "3, fed/cba",
        "4, def/abc",
        "5, ad/be/cf",
        "6, da/eb/fc",
        "7, fc/eb/da",
        "8, cf/be/ad"
    })
    void read_eachOrientation_isUpright(int orientation, String upright) throws IOException {
        Path file = folder.resolve("a.png");
        PictureFiles.write(file, new Picture(1, 2, 3, new byte[] {'a', 'b', 'c', 'd', 'e', 'f'}));
        Files.write(file, MetadataBytes.withChunk(Files.readAllBytes(file), "eXIf", MetadataBytes.exif(orientation)));

        assertThat(rows(PictureFiles.read(file))).isEqualTo(upright);
        assertThat(PictureFiles.size(file)).isEqualTo(PictureFiles.read(file).size());
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "3, 3, 2", "6, 2, 0", "8, 0, 3"})
    void blockGrid_ofATurnedPicture_beginsBehindItsIncompleteBlocks(int orientation, int x, int y) throws IOException {
        Path file = folder.resolve("a.png");
        PictureFiles.write(file, new Picture(1, 2, 3, new byte[6]));
        Files.write(file, MetadataBytes.withChunk(Files.readAllBytes(file), "eXIf", MetadataBytes.exif(orientation)));
        assertThat(PictureFiles.blockGrid(file)).isEqualTo(new BlockGrid(x, y));
    }

    @Test
    void read_orientedJpegOfAnyColour_isTurnedAsItsPixelsAre() throws IOException {
        for (int channels : new int[] {1, 3}) {
            Path file = folder.resolve("a.jpg");
            PictureFiles.write(file, PictureTest.noise(channels, 3, 5, 1).resize(new Size(40, 24)));
            byte[] jpeg = Files.readAllBytes(file);
            Picture stored = PictureFiles.read(file);

            Files.write(file, MetadataBytes.withSegment(jpeg, 0xe1, "Exif\0\0", MetadataBytes.exif(6)));

            Picture upright = PictureFiles.read(file);
            assertThat(upright.size()).isEqualTo(new Size(24, 40));
            assertThat(upright.channels()).isEqualTo(channels);
            assertThat(upright.at(0, 3, 20)).isEqualTo(stored.at(0, 3, 3));
        }
    }

    @Test
    void read_orientedTiffOfSixteenBits_isTurned() throws IOException {
        BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(1, 0, 0, 77 * 257);
        Path file = folder.resolve("a.tif");
        ImageIO.write(deep, "tiff", file.toFile());
        setOrientation(file, 8);

        assertThat(PictureFiles.read(file)).isEqualTo(new Picture(1, 2, 1, new byte[] {77, 0}));
        assertThat(PictureFiles.readFor(new Size(1, 2), "in memory", Files.readAllBytes(file)))
                .isEqualTo(PictureFiles.read(file));
    }

    @Test
    void read_metadataThatIsDamaged_isThePictureAsItLies() throws IOException {
        Path file = folder.resolve("a.png");
        Picture picture = PictureTest.noise(1, 2, 3, 1);
        PictureFiles.write(file, picture);
        byte[] exif = MetadataBytes.exif(6);
        exif[0] = 0;
        Files.write(file, MetadataBytes.withChunk(Files.readAllBytes(file), "eXIf", exif));

        assertThat(PictureFiles.read(file)).isEqualTo(picture);
    }

    @Test
    void readEightBits_metadata_isNamedInOneLine() throws IOException {
        Path file = folder.resolve("a.jpg");
        PictureFiles.write(file, PictureTest.noise(3, 8, 8, 1));
        byte[] jpeg = Files.readAllBytes(file);
        jpeg = MetadataBytes.withSegment(jpeg, 0xe2, "ICC_PROFILE\0\1\1", new byte[0]);
        jpeg = MetadataBytes.withSegment(jpeg, 0xe1, "http://ns.adobe.com/xap/1.0/\0", new byte[9]);
        jpeg = MetadataBytes.withSegment(jpeg, 0xe1, "Exif\0\0", MetadataBytes.exif(1));
        Files.write(file, jpeg);

        List<String> notes = new ArrayList<>();
        PictureFiles.readEightBits(file, notes::add);
        assertThat(notes)
                .singleElement()
                .asString()
                .endsWith("a.jpg: only its pixels are kept, dropped: ICC profile, EXIF, XMP");
    }

    @Test
    void readWithMetadata_pngAndJpeg_givesThePiecesAsTheyStandThere() throws IOException {
        byte[] exif = MetadataBytes.exif(6);
        byte[] text = "XML:com.adobe.xmp\0\0\0\0\0<x/>".getBytes(StandardCharsets.ISO_8859_1);
        Path png = folder.resolve("a.png");
        PictureFiles.write(png, PictureTest.noise(3, 8, 8, 1));
        byte[] bytes = MetadataBytes.withChunk(Files.readAllBytes(png), "eXIf", exif);
        Files.write(png, MetadataBytes.withChunk(bytes, "iTXt", text));
        List<String> notes = new ArrayList<>();
        List<MetadataPiece> pieces =
                PictureFiles.readWithMetadata(png, notes::add).metadata();
        assertThat(pieces)
                .extracting(MetadataPiece::kind)
                .containsExactly(MetadataPiece.Kind.EXIF, MetadataPiece.Kind.XMP);
        assertThat(pieces.get(0).bytes()).isEqualTo(exif);
        assertThat(pieces.get(1).bytes()).asString(StandardCharsets.US_ASCII).isEqualTo("<x/>");

        Path jpeg = folder.resolve("b.jpg");
        PictureFiles.write(jpeg, PictureTest.noise(3, 8, 8, 1));
        // The second part of the profile comes first.
        bytes = MetadataBytes.withSegment(Files.readAllBytes(jpeg), 0xe2, "ICC_PROFILE\0\1\2", new byte[] {5, 6});
        Files.write(jpeg, MetadataBytes.withSegment(bytes, 0xe2, "ICC_PROFILE\0\2\2", new byte[] {7}));
        pieces = PictureFiles.readWithMetadata(jpeg, notes::add).metadata();
        assertThat(pieces).singleElement().extracting(MetadataPiece::bytes).isEqualTo(new byte[] {5, 6, 7});
        assertThat(notes).isEmpty();
    }

    @Test
    void readWithMetadata_tiff_givesProfileAndXmp() throws IOException {
        Path tiff = folder.resolve("a.tif");
        byte[] profile = {1, 2, 3, 4, 5};
        byte[] xmp = "<x/> and more".getBytes(StandardCharsets.US_ASCII);
        Files.write(tiff, MetadataBytes.tiff(new byte[] {7, 8, 9, 10}, profile, xmp));
        List<String> notes = new ArrayList<>();
        KeptPicture kept = PictureFiles.readWithMetadata(tiff, notes::add);
        assertThat(Picture.of(kept.image()).pixels()).containsExactly(7, 8, 9, 10);
        assertThat(kept.metadata())
                .extracting(MetadataPiece::kind, MetadataPiece::bytes)
                .containsExactlyInAnyOrder(tuple(MetadataPiece.Kind.ICC, profile), tuple(MetadataPiece.Kind.XMP, xmp));
        assertThat(notes).isEmpty();
        PictureFiles.readEightBits(tiff, notes::add);
        assertThat(notes).singleElement().asString().endsWith("only its pixels are kept, dropped: ICC profile, XMP");
    }

    @Test
    void of_tiffWhosePiecesLieBehindItsEnd_hasNoneOfThem() throws IOException {
        Path tiff = folder.resolve("a.tif");
        byte[] bytes = MetadataBytes.tiff(new byte[] {7, 8, 9, 10}, new byte[8], new byte[8]);
        Files.write(tiff, Arrays.copyOf(bytes, bytes.length - 12));
        assertThat(PictureMetadata.of(new PictureSource.InFile(tiff), true).pieces())
                .isEmpty();
        assertThatThrownBy(() -> PictureFiles.read(tiff))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("a.tif cannot be decoded");
    }

    @Test
    void readEightBits_animatedGif_namesTheFurtherFrames() throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (ImageOutputStream out =
                ImageIO.createImageOutputStream(folder.resolve("a.gif").toFile())) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int frame = 0; frame < 3; frame++) {
                BufferedImage image = PictureTest.noise(1, 4, 4, frame).toBufferedImage();
                writer.writeToSequence(new IIOImage(image, null, null), null);
            }
            writer.endWriteSequence();
        }

        List<String> notes = new ArrayList<>();
        PictureFiles.readEightBits(folder.resolve("a.gif"), notes::add);
        assertThat(notes).singleElement().asString().endsWith("dropped: all frames or pages but the first");
    }

    private static String rows(Picture gray) {
        StringBuilder text = new StringBuilder();
        for (int y = 0; y < gray.height(); y++) {
            text.append(y == 0 ? "" : "/");
            for (int x = 0; x < gray.width(); x++) {
                text.append((char) gray.at(0, y, x));
            }
        }
        return text.toString();
    }

    /** ImageIO's TIFF has no orientation: another tag of one SHORT (ResolutionUnit or SamplesPerPixel) is made into one. */
    private static void setOrientation(Path file, int orientation) throws IOException {
        byte[] tiff = Files.readAllBytes(file);
        boolean little = tiff[0] == 'I';
        for (int i = 8; i < tiff.length - 12; i++) {
            int low = little ? 0 : 1;
            if ((tiff[i + low] & 0xff) == 0x12 && tiff[i + 1 - low] == 1 && tiff[i + 2 + low] == 3) {
                tiff[i + 8 + low] = (byte) orientation;
                Files.write(file, tiff);
                return;
            }
        }
        throw new IOException("no orientation in " + file);
    }
}
