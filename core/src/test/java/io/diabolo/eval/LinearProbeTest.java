package io.diabolo.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.Codes;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinearProbeTest {

    private static final int D = 6;

    /** Three classes that overlap, by a formula that another language can follow. */
    private static Knn.Labelled samples(int from, int to) {
        float[] codes = new float[(to - from) * D];
        for (int i = from; i < to; i++) {
            for (int d = 0; d < D; d++) {
                double wave = Math.sin((i * D + d + 1) * 12.9898) * 437.5;
                codes[(i - from) * D + d] = (float) ((d == i % 3 ? 0.35 : 0) + wave - Math.floor(wave));
            }
        }
        return new Knn.Labelled(
                Codes.of(D, codes), IntStream.range(from, to).map(i -> i % 3).toArray());
    }

    /** scikit-learn's {@code LogisticRegression(C=1)} on standardised codes: 0.715 of 200 unseen, 0.68 of those trained on. */
    @Test
    void accuracy_ofClassesThatOverlap_isScikitLearns() {
        Knn.Labelled train = samples(0, 400);
        long before = TensorScope.liveTensors();
        assertThat(LinearProbe.accuracy(train, samples(400, 600), 0)).isCloseTo(0.715, within(0.0051));
        assertThat(LinearProbe.accuracy(train, train, 0)).isCloseTo(0.68, within(0.0051));
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
    }

    @Test
    void accuracy_ofCodesOfOtherDimensions_isRefused() {
        Knn.Labelled other = new Knn.Labelled(Codes.of(2, new float[4]), new int[2]);
        assertThatThrownBy(() -> LinearProbe.accuracy(samples(0, 10), other, 0))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("10 codes [6] and 2 [2]");
    }
}
