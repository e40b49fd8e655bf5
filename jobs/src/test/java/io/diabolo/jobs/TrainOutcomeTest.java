package io.diabolo.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.train.TrainingResult;
import io.diabolo.train.TrainingResult.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainOutcomeTest {

    private static String course(long steps, long best, Reason reason) {
        TrainingResult result = new TrainingResult(steps, 10, 1, 1, 2, 1, best, reason, List.of());
        return new TrainOutcome("model", result, null, null).course();
    }

    @Test
    void course_bestLongBeforeTheEnd_saysThatSamplesWereLearnedByHeart() {
        assertThat(course(1_000, 120, Reason.STOPPED_EARLY))
                .contains("step 120", "880 steps", "by heart", "more samples");
        assertThat(course(1_000, 0, Reason.STOPPED_EARLY)).contains("No step made it better");
    }

    @Test
    void course_bestAtTheEndOrNotAtTheEndYet_saysNothing() {
        assertThat(course(1_000, 1_000, Reason.COMPLETED)).isEmpty();
        assertThat(course(1_000, 800, Reason.COMPLETED)).isEmpty();
        assertThat(course(1_000, 100, Reason.INTERRUPTED)).isEmpty();
    }
}
