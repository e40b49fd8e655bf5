package io.diabolo.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import io.diabolo.train.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StudyPlanTest {

    private static final TrainingPlan PLAN = TrainingPlan.auto().withBatch(128);

    @Test
    void of_duplicates_areDroppedAndSaid() {
        List<String> notes = new ArrayList<>();
        StudyPlan plan =
                StudyPlan.of(List.of("conv", "mlp", "conv"), List.of(8, 2, 8), List.of(1L), PLAN, 1, notes::add);
        assertThat(plan.models()).containsExactly("conv", "mlp");
        assertThat(plan.latents()).containsExactly(2, 8);
        assertThat(notes)
                .containsExactly(
                        "models: duplicates dropped, [conv, mlp, conv] became [conv, mlp]",
                        "latents: duplicates dropped, [8, 2, 8] became [8, 2]");
    }

    @Test
    void of_unknownModel_namesTheNearest() {
        assertThatThrownBy(() -> StudyPlan.of(List.of("cnv"), List.of(2), List.of(0L), PLAN, 1, note -> {}))
                .isInstanceOf(BadInputException.class)
                .hasMessage("unknown model 'cnv'; did you mean 'conv'? Known are mlp, conv");
        assertThatThrownBy(() -> StudyPlan.of(List.of("MLPs"), List.of(2), List.of(0L), PLAN, 1, note -> {}))
                .hasMessageContaining("did you mean 'mlp'?");
    }

    @Test
    void of_emptyOrBadLists_areRefused() {
        assertThatThrownBy(() -> new StudyPlan(List.of(), List.of(2), List.of(0L), PLAN, 1, 1))
                .isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> new StudyPlan(List.of("mlp"), List.of(), List.of(0L), PLAN, 1, 1))
                .isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> new StudyPlan(List.of("mlp"), List.of(0), List.of(0L), PLAN, 1, 1))
                .isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> new StudyPlan(List.of("mlp"), List.of(2), List.of(0L), PLAN, 0, 1))
                .isInstanceOf(BadInputException.class);
    }

    @Test
    void requireFits_latentOrBatchTooLarge_isRefused() {
        StudyPlan plan = new StudyPlan(List.of("mlp"), List.of(2, 17), List.of(0L), PLAN, 1, 1);
        assertThatThrownBy(() -> plan.requireFits(SampleShape.picture(1, 4, 4), 1000))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("latent 17 is larger than the 16 values");
        assertThatThrownBy(() -> plan.requireFits(SampleShape.picture(1, 5, 5), 100))
                .hasMessageContaining("batch of 128");
    }

    @Test
    void queue_twoModels_startsWithOneOfEach() {
        StudyPlan plan = new StudyPlan(List.of("mlp", "conv"), List.of(2, 4), List.of(0L), PLAN, 1, 1);
        assertThat(plan.queue())
                .extracting(RunResult.Key::name)
                .containsExactly("mlp-4-0", "conv-4-0", "conv-2-0", "mlp-2-0");
    }
}
