package io.diabolo.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.data.Dataset;
import io.diabolo.data.Glyphs;
import io.diabolo.engine.Device;
import io.diabolo.engine.TensorScope;
import io.diabolo.model.AutoencoderConfig;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.store.Provenance;
import io.diabolo.task.PictureAutoencoder;
import io.diabolo.task.TrainedModel;
import io.diabolo.train.TrainingPlan;
import io.diabolo.train.TrainingResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangedInputsTest {

    /** To invert changes no distance from the mean, so the mean of the inverted samples is as good as that of the others. */
    @Test
    void run_eachVariant_isComparedWithTheMeanOfItsOwnSamples() {
        Dataset glyphs = Glyphs.generate(1, 60);
        Preprocessing preprocessing = Preprocessing.of(glyphs);
        TrainingResult untrained = new TrainingResult(0, 1, 0, 1, 1, 1, 0, TrainingResult.Reason.COMPLETED, List.of());
        Provenance provenance =
                new Provenance("glyphs", "", 60, TrainingPlan.auto(), untrained, List.of(), List.of(), List.of());
        List<LimitRow> rows = new ArrayList<>();
        try (TensorScope scope = TensorScope.open("test");
                TrainedModel model = TrainedModel.of(
                        AutoencoderConfig.mlp(glyphs.shape(), 2).build(1), preprocessing, provenance, Device.CPU)) {
            new ChangedInputs(glyphs, preprocessing)
                    .run(new RunResult.Key("mlp", 2, 0), PictureAutoencoder.of(model), rows, new ArrayList<>());
        }
        assertThat(rows).extracting(LimitRow::variant).containsExactlyInAnyOrder(LimitRow.Variant.values());
        double unchanged = row(rows, LimitRow.Variant.UNCHANGED).meanImageMse();
        assertThat(unchanged).isEqualTo(variance(glyphs), within(1e-6));
        assertThat(row(rows, LimitRow.Variant.INVERTED).meanImageMse()).isEqualTo(unchanged, within(1e-6));
    }

    private static LimitRow row(List<LimitRow> rows, LimitRow.Variant variant) {
        return rows.stream().filter(row -> row.variant() == variant).findFirst().orElseThrow();
    }

    /** Of the pixels, 0 to 1, over the samples. */
    private static double variance(Dataset glyphs) {
        int elements = glyphs.shape().elements();
        float[] values = new float[glyphs.size() * elements];
        glyphs.gather(IntStream.range(0, glyphs.size()).toArray(), values);
        double total = 0;
        for (int i = 0; i < elements; i++) {
            double sum = 0;
            double squares = 0;
            for (int row = 0; row < glyphs.size(); row++) {
                double value = values[row * elements + i] / 255.0;
                sum += value;
                squares += value * value;
            }
            total += squares / glyphs.size() - sum * sum / glyphs.size() / glyphs.size();
        }
        return total / elements;
    }
}
