package io.diabolo.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.corrupt.GaussianNoise;
import io.diabolo.data.FloatDataset;
import io.diabolo.data.Glyphs;
import io.diabolo.data.SampleShape;
import io.diabolo.error.BadInputException;
import io.diabolo.loss.Distortion;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.preprocess.Preprocessing;
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
                .hasMessage(
                        "unknown model 'cnv'; did you mean 'conv'? Known are mlp, mlp-variational, mlp-denoising, conv, conv-variational, conv-denoising");
        assertThatThrownBy(() -> StudyPlan.of(List.of("MLPs"), List.of(2), List.of(0L), PLAN, 1, note -> {}))
                .hasMessageContaining("did you mean 'mlp'?");
        assertThatThrownBy(() -> StudyModel.parse("conv-denoise"))
                .hasMessageContaining("did you mean 'conv-denoising'?");
    }

    @Test
    void model_eachName_hasItsBottleneckLossAndNoise() {
        assertThat(StudyModel.NAMES)
                .allSatisfy(name -> assertThat(StudyModel.parse(name).name()).isEqualTo(name));
        Preprocessing gray = Preprocessing.of(Glyphs.generate(1, 4));
        StudyModel variational = StudyModel.parse("conv-variational");
        AutoencoderConfig config = variational.architecture(gray, false, 4);
        assertThat(config.kind()).isEqualTo("conv variational");
        assertThat(config.loss()).isEqualTo(Distortion.BCE);
        Preprocessing wide = Preprocessing.of(
                FloatDataset.of("wide", SampleShape.series(1, 8), new float[][] {{-9, 1, 2, 3, 4, 5, 6, 7}}));
        assertThat(variational.architecture(wide, false, 2).loss()).isEqualTo(Distortion.GAUSSIAN);

        TrainingPlan noisy = StudyModel.parse("mlp-denoising").plan(PLAN);
        assertThat(noisy.noise().corruption()).isEqualTo(new GaussianNoise(50));
        assertThat(StudyModel.parse("mlp").plan(PLAN)).isEqualTo(PLAN);
    }

    @Test
    void requireFits_convolutionsOfRows_areRefused() {
        StudyPlan plan = new StudyPlan(List.of("mlp", "conv-denoising"), List.of(2), List.of(0L), PLAN, 1, 1);
        assertThatThrownBy(() -> plan.requireFits(SampleShape.row(8), 1000))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("conv-denoising needs pictures or series");
        assertThat(StudyModel.suited(SampleShape.row(8))).containsExactly("mlp");
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
