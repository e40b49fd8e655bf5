package io.diabolo.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.error.BadInputException;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QualityTest {

    private static final BufferedImage PICTURE = Pictures.rgb(300, 200);
    private static final double PIXELS = 300 * 200;

    private final CosineTileCoder coder = new CosineTileCoder();
    private final Codec codec = Codec.of(coder, "the tests");

    @Test
    void scale_steps_are18LevelsApart() {
        assertThat(new Quality.Scale(1).level(127)).isEqualTo(0);
        assertThat(new Quality.Scale(4).level(127)).isEqualTo(54);
        assertThat(new Quality.Scale(4.5).level(127)).isEqualTo(63);
        assertThat(new Quality.Scale(8).level(127)).isEqualTo(126);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.8, 1.3, 2, 3.2})
    void bitsPerPixel_withinReach_isMetWithin2Percent(double target) {
        byte[] file = codec.compress(PICTURE, Quality.bitsPerPixel(target));
        assertThat(8 * file.length / PIXELS).isCloseTo(target, within(0.02 * target));
        assertThat(coder.analysed()).as("one analysis serves all levels").isEqualTo(1);
    }

    @Test
    void bitsPerPixel_outOfReach_namesTheNearest() {
        double least = 8 * codec.compress(PICTURE, Quality.of(1)).length / PIXELS;
        double most = 8 * codec.compress(PICTURE, Quality.of(8)).length / PIXELS;
        assertThatThrownBy(() -> codec.compress(PICTURE, Quality.bitsPerPixel(0.01)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("%.4f", least);
        assertThatThrownBy(() -> codec.compress(PICTURE, Quality.bitsPerPixel(20)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("%.4f", most);
    }

    @Test
    void maxBytes_anyLimit_isTheBestLevelThatFits() {
        byte[] file = codec.compress(PICTURE, Quality.maxBytes(9000));
        int level = Codec.describe(file).level();
        assertThat(file.length).isBetween(8600, 9000);
        assertThat(codec.compress(PICTURE, Quality.of(1 + (level + 1) / 18.0)).length)
                .isGreaterThan(9000);
        assertThat(codec.compress(PICTURE, Quality.maxBytes(10_000_000)))
                .isEqualTo(codec.compress(PICTURE, Quality.of(8)));
        int smallest = codec.compress(PICTURE, Quality.of(1)).length;
        assertThatThrownBy(() -> codec.compress(PICTURE, Quality.maxBytes(smallest - 1)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("has " + smallest);
    }

    @Test
    void psnrDb_withinReach_isTheLowestLevelThatIsGoodEnough() {
        byte[] file = codec.compress(PICTURE, Quality.psnrDb(37));
        int level = Codec.describe(file).level();
        assertThat(psnrDb(file)).isBetween(37.0, 37 * 1.02);
        assertThat(psnrDb(codec.compress(PICTURE, Quality.of(1 + (level - 1) / 18.0))))
                .isLessThan(37);
        assertThatThrownBy(() -> codec.compress(PICTURE, Quality.psnrDb(90)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("%.2f dB", psnrDb(codec.compress(PICTURE, Quality.of(8))));
    }

    @Test
    void quality_impossibleValues_areRefused() {
        assertThatThrownBy(() -> Quality.of(0.9)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> Quality.of(Double.NaN)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> Quality.of(8.1)).hasMessageContaining("8.1");
        assertThatThrownBy(() -> Quality.bitsPerPixel(0)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> Quality.maxBytes(-5)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> Quality.psnrDb(Double.POSITIVE_INFINITY)).isInstanceOf(BadInputException.class);
    }

    private double psnrDb(byte[] file) {
        return AwtImages.toPixels(PICTURE)
                .psnrDb(AwtImages.toPixels(codec.decompress(file).picture()));
    }
}
