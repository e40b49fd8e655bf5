package io.diabolo.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.error.BadInputException;
import org.junit.jupiter.api.Test;

class DetectionMetricsTest {

    private static final double[] SCORES = {0.1, 0.4, 0.35, 0.8, 0.8, 0.2, 0.7, 0.4, 0.9, 0.05};
    private static final boolean[] ABNORMAL = {false, false, true, true, false, false, true, true, false, false};

    /** The values are those of scikit-learn 1.9.1: roc_auc_score, average_precision_score, precision_recall_curve. */
    @Test
    void of_scoresWithTies_equalsScikitLearn() {
        DetectionMetrics metrics = DetectionMetrics.of(SCORES, ABNORMAL);
        assertThat(metrics.auroc()).isCloseTo(0.625, within(1e-12));
        assertThat(metrics.averagePrecision()).isCloseTo(0.47619047619047616, within(1e-12));
        assertThat(metrics.bestF1()).isCloseTo(0.7272727272727273, within(1e-12));
        assertThat(metrics.normal()).isEqualTo(6);
        assertThat(metrics.abnormal()).isEqualTo(4);
    }

    @Test
    void recallAt_aRate_isTheLargestRecallWithNoMoreFalseAlarms() {
        DetectionMetrics metrics = DetectionMetrics.of(SCORES, ABNORMAL);
        assertThat(metrics.recallAt(0)).isZero(); // the strangest sample is normal
        assertThat(metrics.recallAt(1 / 6.0)).isZero();
        assertThat(metrics.recallAt(2 / 6.0)).isEqualTo(0.5);
        assertThat(metrics.recallAt(0.4)).isEqualTo(0.5);
        assertThat(metrics.recallAt(0.5)).isEqualTo(1);
    }

    @Test
    void of_equalScores_isHalf() {
        DetectionMetrics metrics =
                DetectionMetrics.of(new double[] {1, 1, 1, 1}, new boolean[] {true, false, false, false});
        assertThat(metrics.auroc()).isEqualTo(0.5);
        assertThat(metrics.averagePrecision()).isEqualTo(0.25);
    }

    @Test
    void of_notANumber_isStrangerThanAll() {
        DetectionMetrics metrics =
                DetectionMetrics.of(new double[] {Double.NaN, 5, 4}, new boolean[] {true, false, false});
        assertThat(metrics.auroc()).isEqualTo(1);
    }

    @Test
    void of_oneClass_isRefusedWithBothCounts() {
        assertThatThrownBy(() -> DetectionMetrics.of(new double[] {1, 2}, new boolean[2]))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("2 normal and 0 abnormal");
    }

    @Test
    void verdicts_ofAlarms_countRightOnes() {
        boolean[] alarm = {true, true, false, false, true};
        boolean[] abnormal = {true, false, true, false, true};
        DetectionMetrics.Verdicts verdicts = DetectionMetrics.Verdicts.of(alarm, abnormal);
        assertThat(verdicts.accuracy()).isCloseTo(0.6, within(1e-12));
        assertThat(verdicts.precision()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(verdicts.recall()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(verdicts.f1()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(verdicts.falseAlarms()).isCloseTo(0.5, within(1e-12));
    }
}
