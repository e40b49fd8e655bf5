package io.diabolo.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.entropy.SymbolTable;
import io.diabolo.entropy.SymbolWriter;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodecTest {

    private static final Codec CODEC = Codec.of(new CosineTileCoder(), "the tests");

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "1,5000", "5000,3", "1023,40", "1024,33", "1025,31", "33,1025", "2100,1100", "63,65"})
    void roundTrip_anySize_isThePictureAgain(int width, int height) {
        BufferedImage picture = Pictures.rgb(width, height);
        byte[] file = CODEC.compress(picture, Quality.of(6));
        Decoded decoded = CODEC.decompress(file);

        assertThat(decoded.whole()).isTrue();
        assertThat(decoded.picture().getType()).isEqualTo(BufferedImage.TYPE_3BYTE_BGR);
        assertThat(psnrDb(picture, decoded.picture())).isGreaterThan(38);
        PictureHeader header = Codec.describe(file);
        assertThat(header.width()).isEqualTo(width);
        assertThat(header.height()).isEqualTo(height);
        assertThat(header.codecId()).isEqualTo(CosineTileCoder.ID);
        assertThat(header.level()).isEqualTo(90);
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without such a check may do
    void nullArgument_isNamed() {
        BufferedImage picture = Pictures.rgb(2, 2);
        assertThatThrownBy(() -> CODEC.compress(null, Quality.of(6)))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("picture");
        assertThatThrownBy(() -> CODEC.compress(picture, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("quality");
        assertThatThrownBy(() -> CODEC.decompress(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("file");
    }

    @Test
    void requireMemory_aPictureLargerThanTheHeap_isRefusedBeforeItIsDecoded() {
        int side = 11_585;
        PictureHeader header = new PictureHeader(
                1, CosineTileCoder.ID, side, side, false, false, 3, 12, Collections.nCopies(144, 9), 0);

        assertThatThrownBy(() -> Codec.requireMemory(header, 256 << 20))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("11585 x 11585")
                .hasMessageContaining("256 MB")
                .hasMessageContaining("-Xmx");
        Codec.requireMemory(header, 1L << 30);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "60,41", "1040,35"})
    void roundTrip_everyKindOfColour_keepsTheKindAndTheAlphaExactly(int width, int height) {
        for (BufferedImage picture : new BufferedImage[] {
            Pictures.gray(width, height),
            Pictures.grayAlpha(width, height),
            Pictures.rgb(width, height),
            Pictures.rgbAlpha(width, height)
        }) {
            byte[] file = CODEC.compress(picture, Quality.of(6));
            BufferedImage back = CODEC.decompress(file).picture();
            assertThat(back.getType()).isEqualTo(picture.getType());
            assertThat(psnrDb(picture, back)).isGreaterThan(38);
            assertThat(AwtImages.toPixels(back).alpha).isEqualTo(AwtImages.toPixels(picture).alpha);
            assertThat(back.getRaster().getNumBands())
                    .isEqualTo(picture.getRaster().getNumBands());
            assertThat(Codec.describe(file).gray())
                    .isEqualTo(picture.getColorModel().getNumColorComponents() == 1);
        }
    }

    @Test
    void roundTrip_severalTilesAtOnce_givesTheSameBytesAndPixels() {
        BufferedImage picture = Pictures.rgbAlpha(1100, 1030);
        Codec three = CODEC.withTilesAtOnce(3);
        byte[] file = CODEC.compress(picture, Quality.of(4));

        assertThat(three.compress(picture, Quality.of(4))).isEqualTo(file);
        assertThat(AwtImages.toPixels(three.decompress(file).picture()).rgb)
                .isEqualTo(AwtImages.toPixels(CODEC.decompress(file).picture()).rgb);
    }

    @Test
    void roundTrip_tilesThatDisagree_showsNoSeam() {
        Codec biased = Codec.of(new CosineTileCoder(CosineTileCoder.ID, 12), "the tests");
        BufferedImage picture = Pictures.gradient(2100, 1100);
        byte[] rgb = AwtImages.toPixels(biased.decompress(biased.compress(picture, Quality.of(8)))
                        .picture())
                .rgb;

        int steepest = 0;
        for (int y = 1; y < 1100; y++) {
            for (int x = 1; x < 2100; x++) {
                int here = rgb[(y * 2100 + x) * 3] & 0xff;
                steepest = Math.max(steepest, Math.abs(here - (rgb[(y * 2100 + x - 1) * 3] & 0xff)));
                steepest = Math.max(steepest, Math.abs(here - (rgb[((y - 1) * 2100 + x) * 3] & 0xff)));
            }
        }
        assertThat(steepest).as("tiles differ by 24, fading over 32 pixels").isBetween(1, 3);
    }

    @Test
    void compress_estimatedBits_areTheRealBytes() {
        BufferedImage picture = Pictures.rgb(300, 200);
        for (int quality = 1; quality <= 8; quality++) {
            byte[] file = CODEC.compress(picture, Quality.of(quality));
            CountingWriter counter = new CountingWriter();
            new CosineTileCoder()
                    .analyse(AwtImages.toPixels(picture).rgb, 300, 200)
                    .write(Codec.describe(file).level(), counter);
            assertThat(file.length * 8.0).isCloseTo(counter.bits, within(0.01 * counter.bits + 40 * 8));
        }
        assertThat(CODEC.compress(Pictures.rgb(1, 1), Quality.of(1)).length)
                .as("what a file costs beyond its symbols")
                .isLessThanOrEqualTo(38);
    }

    @Test
    void decompress_damagedTile_losesThatTileAndSaysSo() {
        byte[] file = CODEC.compress(Pictures.rgbAlpha(2100, 90), Quality.of(3));
        byte[] whole = AwtImages.toPixels(CODEC.decompress(file).picture()).rgb;
        file[PictureFile.read(file).chunkStart(1) + 99] ^= 4;
        Decoded decoded = CODEC.decompress(file);

        TileGrid.Tile tile = new TileGrid(2100, 90).tile(1);
        assertThat(decoded.damaged())
                .containsExactly(new Decoded.DamagedTile(1, tile.x(), tile.y(), tile.width(), tile.height()));
        assertThat(decoded.alphaLost()).isFalse();
        Pixels pixels = AwtImages.toPixels(decoded.picture());
        for (int y = 0; y < 90; y++) {
            for (int x = 0; x < 2100; x++) {
                boolean inside = x >= tile.x() && x < tile.x() + tile.width();
                int at = (y * 2100 + x) * 3;
                if (!inside && pixels.rgb[at] != whole[at]) {
                    assertThat(pixels.rgb[at]).as("pixel %d, %d", x, y).isEqualTo(whole[at]);
                }
            }
        }
        assertThat(pixels.rgb[(30 * 2100 + 1000) * 3] & 0xff).isEqualTo(128);
    }

    @Test
    void decompress_damagedAlpha_isOpaqueAndSaysSo() {
        byte[] file = CODEC.compress(Pictures.rgbAlpha(60, 40), Quality.of(3));
        file[file.length - 1] ^= 1;
        Decoded decoded = CODEC.decompress(file);

        assertThat(decoded.alphaLost()).isTrue();
        assertThat(decoded.whole()).isFalse();
        assertThat(decoded.damaged()).isEmpty();
        assertThat(decoded.picture().getColorModel().hasAlpha()).isFalse();
    }

    @Test
    void decompress_anotherCodecsFile_namesItAndSaysWhereItLooked() {
        byte[] file = CODEC.compress(Pictures.rgb(9, 9), Quality.of(1));
        Codec other = Codec.of(new CosineTileCoder("ffeeddccbbaa9988", 0), "my-codec/photo.safetensors");
        assertThatThrownBy(() -> other.decompress(file))
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining(CosineTileCoder.ID)
                .hasMessageContaining("looked in my-codec/photo.safetensors");
    }

    @Test
    void decompress_otherFiles_areRefusedInOneLine() {
        byte[] file = CODEC.compress(Pictures.rgb(9, 9), Quality.of(1));
        assertRefused(new byte[0], CorruptFileException.class, "empty");
        assertRefused(new byte[] {'P', '6', 10}, UnsupportedFormatException.class, "not a picture of this codec");
        assertRefused(with(file, 4, 2), UnsupportedFormatException.class, "format version 2");
        assertRefused(with(file, 5, 8), UnsupportedFormatException.class, "flags 0x08");
        assertRefused(with(file, 14, 127), CorruptFileException.class, "level 127");
        assertRefused(with(file, 15, 0), CorruptFileException.class, "0 x 9 pixels");
        assertRefused(with(file, 6, 1), CorruptFileException.class, "not one tile agrees");
        assertRefused(Arrays.copyOf(file, file.length - 1), CorruptFileException.class, "cut off");
        assertRefused(Arrays.copyOf(file, 11), CorruptFileException.class, "within its header");
    }

    @Test
    void decompress_fewBytesThatClaimManyPixels_areRefused() {
        byte[] claim = Arrays.copyOf(CODEC.compress(Pictures.rgb(9, 9), Quality.of(1)), 400);
        byte[] sides = {(byte) 0x90, 0x4e, (byte) 0x90, 0x4e};
        System.arraycopy(sides, 0, claim, 15, 4);
        assertRefused(claim, CorruptFileException.class, "400 bytes, too few for 10000 x 10000 pixels");
        byte[] sidesPastTheLimit = {(byte) 0xff, (byte) 0xff, 3, (byte) 0xff, (byte) 0xff, 3};
        System.arraycopy(sidesPastTheLimit, 0, claim, 15, 6);
        assertRefused(claim, CorruptFileException.class, "65535 x 65535");
    }

    @Test
    void of_coderThatTheFormatHasNoRoomFor_isRefused() {
        assertThatThrownBy(() -> Codec.of(new CosineTileCoder("short", 0), "x"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("short");
        assertThatThrownBy(() -> CODEC.withTilesAtOnce(0)).isInstanceOf(BadInputException.class);
    }

    private static void assertRefused(byte[] file, Class<? extends Throwable> type, String words) {
        assertThatThrownBy(() -> CODEC.decompress(file))
                .isInstanceOf(type)
                .hasMessageContaining(words)
                .message()
                .doesNotContain("\n");
        assertThatThrownBy(() -> Codec.describe(file)).isInstanceOf(type).hasMessageContaining(words);
    }

    private static byte[] with(byte[] file, int at, int value) {
        byte[] changed = file.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static double psnrDb(BufferedImage a, BufferedImage b) {
        return AwtImages.toPixels(a).psnrDb(AwtImages.toPixels(b));
    }

    private static final class CountingWriter implements SymbolWriter {
        private double bits;

        @Override
        public void write(SymbolTable table, int value) {
            bits += table.bits(value);
        }
    }
}
