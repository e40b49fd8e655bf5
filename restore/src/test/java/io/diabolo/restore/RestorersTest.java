package io.diabolo.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.error.BadInputException;
import io.diabolo.restore.network.RandomRestorer;
import io.diabolo.restore.network.RestorationNetwork;
import io.diabolo.runtime.Kernel;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is around the networks, with networks of random weights. */
class RestorersTest {

    private static final RestoreOptions OPTIONS = RestoreOptions.defaults().withThreads(2);
    private static final Denoiser DENOISER =
            Denoiser.of(unet("denoise", 1, "sigma"), unet("denoise", 3, "sigma"), OPTIONS);
    private static final Inpainter INPAINTER = Inpainter.of(unet("inpaint", 3, "known"), OPTIONS);
    private static final Deblocker DEBLOCKER = Deblocker.of(unet("deblock", 1, "none"), OPTIONS);

    private static RestorationNetwork unet(String task, int channels, String map) {
        return RandomRestorer.unet(task, channels, map).load(Kernel.fastest());
    }

    private static Upscaler upscaler(int factor) {
        return Upscaler.of(RandomRestorer.chain(factor, 16, 1).load(Kernel.fastest()), factor, OPTIONS);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,9", "7,3", "8,8", "17,33"})
    void restorers_anySizeAndKind_keepSizeKindAndAlpha(int width, int height) {
        for (int type : new int[] {
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_INT_RGB,
            BufferedImage.TYPE_4BYTE_ABGR,
            BufferedImage.TYPE_BYTE_INDEXED
        }) {
            BufferedImage picture = picture(width, height, type);
            check(picture, DENOISER.clean(picture), 1);
            check(picture, DEBLOCKER.deblock(picture), 1);
            check(picture, upscaler(3).enlarge(picture), 3);
            if (width * height > 1) {
                Mask mask = Mask.of(width, height, new Mask.Box(0, 0, 1, 1));
                BufferedImage filled = INPAINTER.fill(picture, mask);
                assertThat(filled.getWidth()).isEqualTo(width);
                for (int i = 1; i < width * height; i++) {
                    assertThat(filled.getRGB(i % width, i / width)).isEqualTo(picture.getRGB(i % width, i / width));
                }
            }
        }
    }

    private static void check(BufferedImage from, BufferedImage to, int factor) {
        assertThat(to.getWidth()).isEqualTo(factor * from.getWidth());
        assertThat(to.getHeight()).isEqualTo(factor * from.getHeight());
        boolean gray = from.getType() == BufferedImage.TYPE_BYTE_GRAY;
        assertThat(to.getColorModel().getNumColorComponents()).isEqualTo(gray ? 1 : 3);
        boolean transparent = from.getColorModel().hasAlpha();
        assertThat(to.getColorModel().hasAlpha()).isEqualTo(transparent);
        if (transparent && factor == 1) {
            for (int i = 0; i < from.getWidth() * from.getHeight(); i++) {
                int x = i % from.getWidth();
                int y = i / from.getWidth();
                assertThat(to.getRGB(x, y) >>> 24).isEqualTo(from.getRGB(x, y) >>> 24);
            }
        }
    }

    @Test
    void clean_sigma0_leavesThePictureAndOthersDoNot() {
        BufferedImage picture = picture(20, 12, BufferedImage.TYPE_INT_RGB);
        assertThat(values(DENOISER.withSigma(0).clean(picture))).isEqualTo(values(picture));
        assertThat(values(DENOISER.withSigma(25).clean(picture))).isNotEqualTo(values(picture));
        assertThat(values(DENOISER.withSigma(25).clean(picture))).isNotEqualTo(values(DENOISER.clean(picture)));
    }

    @Test
    void restorers_coloursThatNobodySees_changeNoVisiblePixelAndStay() {
        BufferedImage black = halfTransparent(0x00000000);
        BufferedImage green = halfTransparent(0x0000ff00);
        List<UnaryOperator<BufferedImage>> restorers = List.of(
                DENOISER::clean,
                DEBLOCKER::deblock,
                picture -> INPAINTER.fill(picture, Mask.of(24, 20, new Mask.Box(8, 8, 3, 3))),
                picture -> upscaler(3).enlarge(picture));
        for (UnaryOperator<BufferedImage> restorer : restorers) {
            BufferedImage result = restorer.apply(black);
            int[] expected = values(restorer.apply(green));
            int[] found = values(result);
            for (int i = 0; i < found.length; i++) {
                if (found[i] >>> 24 == 0 && result.getWidth() == 24) {
                    assertThat(found[i]).isZero();
                } else {
                    assertThat(found[i]).isEqualTo(expected[i]);
                }
            }
        }
    }

    /** A yellow left half, and a right one that is transparent. */
    private static BufferedImage halfTransparent(int hidden) {
        BufferedImage picture = new BufferedImage(24, 20, BufferedImage.TYPE_4BYTE_ABGR);
        for (int i = 0; i < 24 * 20; i++) {
            picture.setRGB(i % 24, i / 24, i % 24 < 12 ? 0xffffdc28 : hidden);
        }
        return picture;
    }

    @ParameterizedTest
    @CsvSource({"1,1,2,2,0,0", "1,9,2,1,1,0", "7,3,3,3,2,2", "17,33,4,2,3,0"})
    void clean_coarseChroma_isThatOfThePartsInTheirOwnSizes(int width, int height, int across, int down, int x, int y) {
        // Gray pixels: the chroma has one value everywhere, and what the network makes of that is known.
        FloatPicture gray = TilingTest.random(1, height, width);
        float[] equal = new float[3 * height * width];
        for (int i = 0; i < equal.length; i++) {
            equal[i] = gray.values()[i % (height * width)];
        }
        float[] cleaned = DENOISER.withChroma(across, down, x, y, true)
                .clean(new FloatPicture(3, height, width, equal))
                .values();
        float[] luma = DENOISER.clean(gray).values();
        int smallHeight = (height - 1 + (down - y) % down) / down + 1;
        int smallWidth = (width - 1 + (across - x) % across) / across + 1;
        float[] middle = new float[smallHeight * smallWidth];
        Arrays.fill(middle, 127.5f);
        float change = DENOISER.clean(new FloatPicture(1, smallHeight, smallWidth, middle))
                        .values()[0]
                - 127.5f;
        assertThat(cleaned[0]).isCloseTo(luma[0] + 1.402f * change, within(0.01f));
        assertThat(cleaned[2 * height * width]).isCloseTo(luma[0] + 1.772f * change, within(0.01f));
        assertThatThrownBy(() -> DENOISER.withChroma(across, down, across, 0, true))
                .isInstanceOf(BadInputException.class);
    }

    @Test
    void clean_smoothChroma_seesTheValuesOfTheFile() {
        // Cb of the file, enlarged twice with a triangle; what the network is shown is seen in the part for Cb.
        float[] file = {0.2f, 0.8f, 0.3f, 0.6f, 0.5f, 0.4f, 0.7f, 0.1f};
        Samples rgb = (c, y, x) -> {
            float near = file[x / 2];
            float far = file[Math.max(0, Math.min(7, x / 2 + (x % 2 == 0 ? -1 : 1)))];
            float blue = ((3 * near + far) / 4 - 0.5f) / 0.564f;
            // Luma 0.5, so that B - Y is what Cb says and R is Y.
            return c == 0 ? 0.5f : c == 1 ? 0.5f - 0.114f * blue / 0.587f : 0.5f + blue;
        };
        float[] seen = new float[file.length];
        new CoarseChroma(2, 1, 0, 0, true)
                .clean(
                        1,
                        16,
                        rgb,
                        (part, height, width, plane, results) -> {
                            for (int x = 0; x < width; x++) {
                                if (part == 1) {
                                    seen[x] = plane.at(0, 0, x);
                                }
                                results.set(0, 0, x, plane.at(0, 0, x));
                            }
                        },
                        (c, y, x, value) -> assertThat(value).isCloseTo(rgb.at(c, y, x), within(1e-5f)));
        for (int i = 1; i < file.length - 1; i++) {
            assertThat(seen[i]).isCloseTo(file[i], within(0.06f));
        }
    }

    @Test
    void clean_badSigma_isRefused() {
        for (double sigma : new double[] {-0.1, 255.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> DENOISER.withSigma(sigma))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("sigma must be 0 to 255, was " + sigma);
        }
    }

    @Test
    void clean_sixteenBits_isRefusedByName() {
        BufferedImage deep = new BufferedImage(8, 8, BufferedImage.TYPE_USHORT_GRAY);
        assertThatThrownBy(() -> DENOISER.clean(deep))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("16 bits a channel; a restorer takes 8");
    }

    @Test
    void deblock_colour_leavesTheChroma() {
        BufferedImage picture = flat(24, 16, 90, 120, 150);
        BufferedImage restored = DEBLOCKER.deblock(picture);
        for (int i = 0; i < 24 * 16; i++) {
            int rgb = restored.getRGB(i % 24, i / 24);
            int r = rgb >> 16 & 0xff;
            int g = rgb >> 8 & 0xff;
            int b = rgb & 0xff;
            if (r > 0 && b < 255) {
                assertThat(g - r).isEqualTo(30);
                assertThat(b - g).isEqualTo(30);
            }
        }
    }

    @Test
    void deblock_aCutPicture_isThatOfTheWholeOneFarFromTheCut() {
        FloatPicture whole = TilingTest.random(1, 192, 8);
        float[] rest = Arrays.copyOfRange(whole.values(), 3 * 8, whole.values().length);
        float[] cut = DEBLOCKER
                .withFirstBlock(0, 5)
                .deblock(new FloatPicture(1, 189, 8, rest))
                .values();
        float[] expected = DEBLOCKER.deblock(whole).values();
        assertThat(Arrays.copyOfRange(cut, 120 * 8, cut.length))
                .isEqualTo(Arrays.copyOfRange(expected, 123 * 8, expected.length));
        assertThatThrownBy(() -> DEBLOCKER.withFirstBlock(8, 0)).isInstanceOf(BadInputException.class);
    }

    @Test
    void enlarge_grayOfOneValue_isThatValueWhereTheNetworkAddsNothing() {
        // The bicubic part: weights sum to 1 in every phase and at every edge.
        FloatPicture one = new FloatPicture(1, 3, 4, new float[] {9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9});
        for (float value : Bicubic.resize(one, 9, 12).values()) {
            assertThat(value).isCloseTo(9, within(1e-5f));
        }
    }

    @Test
    void resize_knownValues_areThoseOfTheDefinition() {
        float[] twice = Bicubic.resize(new FloatPicture(1, 1, 4, new float[] {10, 20, 40, 80}), 1, 8)
                .values();
        assertClose(twice, 9.0625, 11.5625, 16.5625, 23.828125, 33.359375, 49.53125, 72.34375, 83.75);
        float[] half = Bicubic.resize(new FloatPicture(1, 8, 1, new float[] {1, 4, 9, 16, 25, 36, 49, 64}), 4, 1)
                .values();
        assertClose(half, 2.19921875, 12.23828125, 30.44921875, 57.11328125);
    }

    private static void assertClose(float[] values, double... expected) {
        assertThat(values).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) values[i]).isCloseTo(expected[i], within(1e-4));
        }
    }

    @Test
    void fill_masksThatCannotBe_areRefusedInOneLine() {
        BufferedImage picture = picture(10, 8, BufferedImage.TYPE_INT_RGB);
        BufferedImage white = flat(10, 8, 255, 255, 255);
        assertThatThrownBy(() -> INPAINTER.fill(picture, Mask.of(flat(8, 10, 255, 255, 255))))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("the mask has 8 x 10 pixels and the picture 10 x 8");
        assertThatThrownBy(() -> INPAINTER.fill(picture, Mask.of(white)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("hides every pixel");
        assertThatThrownBy(() -> INPAINTER.fill(picture, Mask.of(flat(10, 8, 0, 0, 0))))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("hides no pixel");
        assertThatThrownBy(() -> Mask.of(10, 8, new Mask.Box(5, 5, 6, 1)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("the box 5,5,6,1 must lie in the picture of 10 x 8 pixels");
        assertThatThrownBy(() -> new Mask.Box(0, 0, 0, 1)).isInstanceOf(BadInputException.class);
    }

    @Test
    void automatic_transparentPixels_areFilledAndOpaque() {
        BufferedImage picture = picture(12, 12, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < 144; i++) {
            picture.setRGB(i % 12, i / 12, picture.getRGB(i % 12, i / 12) | 0xff000000);
        }
        picture.setRGB(3, 4, 0);
        picture.setRGB(5, 6, 0);
        Mask mask = Mask.automatic(picture);
        assertThat(mask.count()).isEqualTo(2);
        assertThat(mask.hides(4, 3)).isTrue();
        assertThat(INPAINTER.fill(picture, mask).getColorModel().hasAlpha()).isFalse();
    }

    @Test
    void automatic_blackAndWhitePixels_areFoundWhereTheyDoNotFit() {
        BufferedImage picture = flat(20, 20, 120, 130, 140);
        picture.setRGB(5, 5, 0xff000000);
        picture.setRGB(6, 5, 0xffffffff);
        for (int i = 0; i < 100; i++) {
            picture.setRGB(10 + i % 10, 10 + i / 10, 0xff000000); // a black square is no dust
        }
        Mask mask = Mask.automatic(picture);
        assertThat(mask.hides(5, 5)).isTrue();
        assertThat(mask.hides(5, 6)).isTrue();
        assertThat(mask.hides(16, 16)).isFalse();
    }

    @Test
    void enlarge_tooLarge_isRefusedBeforeMemoryIsTaken() {
        BufferedImage wide = new BufferedImage(30_000, 1, BufferedImage.TYPE_BYTE_GRAY);
        assertThatThrownBy(() -> upscaler(4).enlarge(wide))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("30000 x 1 pixels would become 120000 x 4");
        assertThatThrownBy(() -> Upscaler.photo(5))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("the factor must be 2, 3 or 4, was 5");
    }

    @Test
    void restorers_networksOfAnotherKind_areRefused() {
        BufferedImage picture = picture(8, 8, BufferedImage.TYPE_INT_RGB);
        RestorationNetwork chain = RandomRestorer.chain(2, 16, 0).load(Kernel.scalar());
        assertThatThrownBy(() -> Denoiser.of(chain, chain, OPTIONS).clean(picture))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("the network must be a unet with the map SIGMA");
        assertThatThrownBy(() -> Upscaler.of(chain, 3, OPTIONS).enlarge(picture))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("a chain of factor 3");
    }

    private static BufferedImage picture(int width, int height, int type) {
        BufferedImage picture = new BufferedImage(width, height, type);
        Random random = new Random(4);
        for (int i = 0; i < width * height; i++) {
            picture.setRGB(i % width, i / width, random.nextInt());
        }
        return picture;
    }

    private static BufferedImage flat(int width, int height, int r, int g, int b) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            picture.setRGB(i % width, i / width, r << 16 | g << 8 | b);
        }
        return picture;
    }

    private static int[] values(BufferedImage picture) {
        return picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    }
}
