package io.diabolo.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.LoadedData;
import io.diabolo.engine.Device;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.MlpBody;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Normalization;
import io.diabolo.preprocess.Preprocessing;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void stepsIn_withValidations_leavesTheirTimeOut() {
        Pace pace = new Pace(0.01, 0.5, 100, 50);
        // 30.5 s: 0.5 s before the first step, then 1.5 s for each 100 steps.
        assertThat(pace.stepsIn(30.51)).isEqualTo(2_000);
        // A shorter one validates more often, but not more often than every 50 steps: 1 s for them.
        assertThat(pace.stepsIn(10.51)).isEqualTo(500);
        assertThat(pace.stepsIn(0.001)).isEqualTo(1);
    }

    @Test
    void of_twoNetworks_isSlowerForTheLargerOne() {
        LoadedData data = DataSource.glyphs(DataOptions.defaults().withLimit(400));
        Preprocessing preprocessing = Preprocessing.of(data.train());
        TrainingPlan plan = TrainingPlan.auto();
        Pace small = Pace.of(AutoencoderConfig.mlp(preprocessing.shape(), 4), data, preprocessing, plan, Device.CPU);
        Pace large = Pace.of(
                AutoencoderConfig.plain(
                        preprocessing.shape(),
                        4,
                        new MlpBody(List.of(2_048, 1_024), Activation.SILU, Normalization.NONE, 0)),
                data,
                preprocessing,
                plan,
                Device.CPU);

        assertThat(small.step()).isPositive();
        assertThat(small.validation()).isPositive();
        assertThat(small.longest()).isEqualTo(200);
        assertThat(large.seconds(100)).isGreaterThan(small.seconds(100));
    }
}
