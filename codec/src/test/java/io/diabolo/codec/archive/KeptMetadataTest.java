package io.diabolo.codec.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.codec.PictureParts;
import io.diabolo.codec.Quality;
import io.diabolo.codec.TestCodecs;
import io.diabolo.error.BadInputException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeptMetadataTest {

    private static final List<Metadata> PIECES = List.of(
            new Metadata(Metadata.Kind.EXIF, "exif".getBytes(StandardCharsets.UTF_8)),
            new Metadata(Metadata.Kind.XMP, new byte[3000]));

    private static byte[] picture() {
        return Archives.CODEC.compress(TestCodecs.rgbAlpha(24, 20), Quality.of(2));
    }

    private static byte[] file() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(picture());
        file.writeBytes(KeptMetadata.bytes(PIECES));
        return file.toByteArray();
    }

    @Test
    void read_behindAPicture_givesThePiecesThatWereWritten() {
        KeptMetadata read = KeptMetadata.read(file());
        assertThat(read.damaged()).isFalse();
        assertThat(read.pieces()).usingRecursiveComparison().isEqualTo(PIECES);
    }

    @Test
    void decompress_aPictureWithMetadata_givesItsPixels() {
        assertThat(samples(file())).isEqualTo(samples(picture()));
        assertThat(PictureParts.of(file()).toFile()).isEqualTo(picture());
    }

    private static int[] samples(byte[] file) {
        return Archives.CODEC.decompress(file).picture().getRGB(0, 0, 24, 20, null, 0, 24);
    }

    @Test
    void read_ofAPictureWithout_isEmptyAndWhole() {
        assertThat(KeptMetadata.read(picture())).isEqualTo(new KeptMetadata(List.of(), false));
    }

    @Test
    void read_cutAnywhereInTheMetadata_givesWhatIsWholeAndSaysSo() {
        byte[] file = file();
        int start = picture().length;
        int second = start + KeptMetadata.bytes(PIECES.subList(0, 1)).length;
        for (int length = start + 1; length < file.length; length++) {
            KeptMetadata read = KeptMetadata.read(Arrays.copyOf(file, length));
            assertThat(read.pieces()).as("%d bytes", length).hasSize(length < second ? 0 : 1);
            assertThat(read.damaged()).as("%d bytes", length).isEqualTo(length != second);
        }
    }

    @Test
    void read_withAnyByteOfTheMetadataChanged_keepsNothingWrong() {
        byte[] file = file();
        Random random = new Random(1);
        for (int at = picture().length; at < file.length; at++) {
            byte[] changed = file.clone();
            changed[at] ^= (byte) (1 + random.nextInt(255));
            KeptMetadata read = KeptMetadata.read(changed);
            assertThat(read.damaged()).as("byte %d", at).isTrue();
            assertThat(read.pieces().size()).isLessThan(2);
            read.pieces().forEach(piece -> assertThat(piece.bytes())
                    .isEqualTo(PIECES.get(0).bytes()));
        }
    }

    @Test
    void bytes_ofTooManyPieces_areRefused() {
        List<Metadata> many = Collections.nCopies(17, PIECES.get(0));
        assertThatThrownBy(() -> KeptMetadata.bytes(many))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("The picture has 17 pieces of metadata with 68 bytes, and at most 16 pieces");
        Metadata large = new Metadata(Metadata.Kind.XMP, new byte[Metadata.MAX_BYTES]);
        assertThat(KeptMetadata.bytes(List.of(large, large))).isNotEmpty();
        assertThatThrownBy(() -> KeptMetadata.bytes(List.of(large, large, PIECES.get(0))))
                .isInstanceOf(BadInputException.class);
    }

    @Test
    void read_moreThanAPictureMayHave_stopsThere() {
        byte[] large = KeptMetadata.bytes(List.of(new Metadata(Metadata.Kind.XMP, new byte[Metadata.MAX_BYTES])));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(picture());
        for (int i = 0; i < 3; i++) {
            file.writeBytes(large);
        }
        KeptMetadata read = KeptMetadata.read(file.toByteArray());
        assertThat(read.pieces()).hasSize(2);
        assertThat(read.damaged()).isTrue();
    }
}
