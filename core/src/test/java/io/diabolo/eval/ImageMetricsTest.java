package io.diabolo.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageMetricsTest {

    /** Measured with scikit-image 0.26.0: Gaussian weights, sigma 1.5, population covariance, borders of 5 cut off. */
    @ParameterizedTest
    @CsvSource({
        "1, 28, 28, 0.957794549435877, 0.00718290009798519",
        "3, 17, 40, 0.9563135179138728, 0.007453106660564689",
        "1, 11, 11, 0.9336611949323752, 0.006874315929584019",
        "1, 64, 48, 0.9571382230502553, 0.0073375872974377025",
    })
    void ssimAndMse_referencePictures_agreeWithScikitImage(int c, int h, int w, double ssim, double mse) {
        SampleShape shape = SampleShape.picture(c, h, w);
        float[] a = picture(shape);
        float[] b = disturbed(a);
        assertThat(ImageMetrics.ssim(a, b, shape, 1)).isEqualTo(ssim, within(1e-10));
        assertThat(ImageMetrics.ssim(b, a, shape, 1)).isEqualTo(ssim, within(1e-10));
        assertThat(ImageMetrics.mse(a, b)).isEqualTo(mse, within(1e-12));
    }

    /** Computed from the definition with SciPy's correlate1d, windows cut to the largest odd size that fits. */
    @ParameterizedTest
    @CsvSource({
        "1, 7, 6, 0.8239619189953044",
        "1, 1, 40, 0.378968780131892",
        "2, 20, 1, 0.6180544157073256",
    })
    void ssim_smallPictures_shrinksTheWindow(int c, int h, int w, double ssim) {
        SampleShape shape = SampleShape.picture(c, h, w);
        float[] a = picture(shape);
        assertThat(ImageMetrics.ssim(a, disturbed(a), shape, 1)).isEqualTo(ssim, within(1e-10));
    }

    @Test
    void ssim_invertedPicture_isNegative() {
        SampleShape shape = SampleShape.picture(1, 28, 28);
        float[] a = picture(shape);
        float[] b = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            b[i] = 1 - a[i];
        }
        // scikit-image 0.26.0, as above
        assertThat(ImageMetrics.ssim(a, b, shape, 1)).isEqualTo(-0.9774881843589587, within(1e-7));
        assertThat(ImageMetrics.ssim(a, a, shape, 1)).isEqualTo(1, within(1e-12));
    }

    @Test
    void ssim_peakOf255_isTheSameAsPeakOf1() {
        SampleShape shape = SampleShape.picture(1, 28, 28);
        float[] a = picture(shape);
        float[] b = disturbed(a);
        double ofOne = ImageMetrics.ssim(a, b, shape, 1);
        for (int i = 0; i < a.length; i++) {
            a[i] *= 255;
            b[i] *= 255;
        }
        assertThat(ImageMetrics.ssim(a, b, shape, 255)).isEqualTo(ofOne, within(1e-6));
    }

    /** Computed with SciPy's correlate1d: Gaussian windows that lie within, means of 2 x 2 with the edge repeated. */
    @ParameterizedTest
    @CsvSource({
        "1, 161, 176, 5, 0.9422894588761499",
        "3, 163, 200, 5, 0.982271587881252",
        "1, 160, 300, 4, 0.9392436028195338",
        "1, 28, 28, 2, 0.9836537675880639",
        "1, 11, 30, 1, 0.9571300551619892",
    })
    void msSsim_referencePictures_agreesWithSciPy(int c, int h, int w, int scales, double msSsim) {
        SampleShape shape = SampleShape.picture(c, h, w);
        float[] a = picture(shape);
        assertThat(ImageMetrics.msSsimScales(h, w)).isEqualTo(scales);
        assertThat(ImageMetrics.msSsim(a, disturbed(a), shape, 1)).isEqualTo(msSsim, within(1e-6));
        assertThat(ImageMetrics.msSsim(a, a, shape, 1)).isEqualTo(1, within(1e-12));
    }

    @Test
    void msSsim_invertedPicture_is0() {
        SampleShape shape = SampleShape.picture(1, 40, 40);
        float[] a = picture(shape);
        float[] b = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            b[i] = 1 - a[i];
        }
        assertThat(ImageMetrics.msSsim(a, b, shape, 1)).isZero();
    }

    @Test
    void psnrDb_knownErrors_followTheDefinition() {
        assertThat(ImageMetrics.psnrDb(0.01, 1)).isEqualTo(20, within(1e-12));
        assertThat(ImageMetrics.psnrDb(650.25, 255)).isEqualTo(20, within(1e-12));
        assertThat(ImageMetrics.psnrDb(0, 1)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void metrics_arraysOfOtherLengths_areRefused() {
        assertThatThrownBy(() -> ImageMetrics.mse(new float[3], new float[4])).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> ImageMetrics.mse(new float[0], new float[0])).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> ImageMetrics.ssim(new float[4], new float[4], SampleShape.picture(1, 2, 3), 1))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("6 values");
    }

    private static float[] picture(SampleShape shape) {
        float[] picture = new float[shape.elements()];
        int i = 0;
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    picture[i++] = (float) ((x * 7 + y * 13 + c * 29 + x * y * 3) % 256 / 255.0);
                }
            }
        }
        return picture;
    }

    private static float[] disturbed(float[] picture) {
        float[] disturbed = new float[picture.length];
        for (int i = 0; i < picture.length; i++) {
            disturbed[i] = Math.min(1, Math.max(0, picture[i] + ((i * 17) % 31 - 15) / 100f));
        }
        return disturbed;
    }
}
