package io.diabolo.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StepTimesTest {

    @Test
    void fitting_stepsWithTheirValidations_fillTheTime() {
        double step = 0.1;
        for (double minutes : new double[] {1, 10, 600}) {
            long steps = StepTimes.fitting(60 * minutes, step);
            // A validation costs as much as 12 steps: one before, one every 500 steps, two at the end.
            double taken = step * (steps + 12 * (steps / 500.0 + 3));
            assertThat(taken).isEqualTo(60 * minutes, within(0.11));
        }
    }

    @Test
    void fitting_noTime_isOneStep() {
        assertThat(StepTimes.fitting(1, 1)).isEqualTo(1);
        assertThat(StepTimes.fitting(-5, 1)).isEqualTo(1);
    }
}
