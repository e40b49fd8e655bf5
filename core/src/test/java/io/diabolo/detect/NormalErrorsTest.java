package io.diabolo.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.SampleShape;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NormalErrorsTest {

    private static final int SAMPLES = 2_000;

    /** Of elements whose errors are those of {@code errors}. */
    private static Observation seen(int elements, float... errors) {
        float[] ones = new float[errors.length];
        Arrays.fill(ones, 1);
        float[] codes = new float[errors.length / elements];
        return new Observation(new float[errors.length], ones, errors, errors, new float[errors.length], codes);
    }

    private static NormalErrors normal(int elements, float... errors) {
        ElementErrors sums = ElementErrors.of(
                SampleShape.row(elements),
                (data, observer) -> observer.accept(0, seen(elements, errors)),
                Samples.table(Samples.machine(errors.length / elements, 1)));
        return NormalErrors.of(sums, 1e-4);
    }

    @Test
    void of_errorsThatDoNotGoTogether_isTheMeanOfSquaresInUnitsOfWhatIsNormal() {
        Random random = new Random(1);
        float[] errors = new float[2 * SAMPLES];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = (float) ((i % 2 == 0 ? 0.1 : 3) * random.nextGaussian());
        }
        NormalErrors normal = normal(2, errors);
        assertThat(normal.of(seen(2, 0.1f, 3f), 0)).isCloseTo(1, within(0.1));
        assertThat(normal.of(seen(2, 0.2f, 0f), 0)).isCloseTo(2, within(0.2));
    }

    @Test
    void of_oneErrorOfTwoThatGoTogether_isLargerThanOfBoth() {
        Random random = new Random(2);
        float[] errors = new float[2 * SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            double common = random.nextGaussian();
            errors[2 * i] = (float) common;
            errors[2 * i + 1] = (float) (common + 0.1 * random.nextGaussian());
        }
        NormalErrors normal = normal(2, errors);
        double both = normal.of(seen(2, 2f, 2f), 0);
        double one = normal.of(seen(2, 2f, 0f), 0);
        // A correlation of 0.995, shrunk by a fifth, is 0.796: 8 (1 - 0.796) / (1 - 0.796^2) / 2 and 4 / (1 - 0.796^2)
        // / 2.
        assertThat(both).isCloseTo(2.2, within(0.2));
        assertThat(one).isCloseTo(5.5, within(0.3));
    }

    @Test
    void whitening_ofAnElementWithoutErrors_isFinite() {
        float[] errors = new float[2 * 100];
        for (int i = 0; i < 100; i++) {
            errors[2 * i] = i % 2 == 0 ? 1 : -1;
        }
        NormalErrors normal = normal(2, errors);
        assertThat(normal.of(seen(2, 1f, 0f), 0)).isCloseTo(0.5, within(0.01));
        assertThat(normal.of(seen(2, 0f, 1f), 0)).isFinite().isGreaterThan(10);
    }
}
