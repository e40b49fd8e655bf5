package io.diabolo.restoring.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.corrupt.CorruptionText;
import io.diabolo.image.Picture;
import io.diabolo.restore.FloatPicture;
import io.diabolo.restore.RestoreOptions;
import io.diabolo.restoring.training.DeblockingTask;
import io.diabolo.restoring.training.DenoisingTask;
import io.diabolo.restoring.training.InpaintingTask;
import io.diabolo.restoring.training.RestoringTask;
import io.diabolo.restoring.training.UpscalingTask;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestorerEvaluationTest {

    @Test
    void shippedRestorers_areMeasuredBesideTheirFilters_andBeatThem() {
        for (RestoringTask task : List.of(
                new DenoisingTask(false, CorruptionText.parse("gaussian:25")),
                DeblockingTask.usual(),
                new InpaintingTask(null),
                new UpscalingTask(2))) {
            RestorerEvaluation evaluation = RestorerEvaluation.of(task, null, RestoreOptions.defaults());
            evaluation.add(picture(3));
            List<RestorerEvaluation.Row> rows = evaluation.rows();
            assertThat(evaluation.pictures()).isEqualTo(1);
            assertThat(rows).allMatch(row -> row.psnrDb() > 5 && row.ssim() <= 1);
            Stream<String> damages =
                    rows.stream().map(RestorerEvaluation.Row::damage).distinct();
            damages.forEach(damage -> {
                // Smooth waves are what a mean of neighbours repairs best.
                double others = task instanceof InpaintingTask ? 10 : psnr(rows, damage, false);
                assertThat(psnr(rows, damage, true)).as(damage).isGreaterThan(others);
            });
            assertThat(evaluation.sheet().draw().width()).isGreaterThan(300);
        }
    }

    private static double psnr(List<RestorerEvaluation.Row> rows, String damage, boolean ours) {
        return rows.stream()
                .filter(row -> row.damage().equals(damage) && row.ours() == ours)
                .mapToDouble(RestorerEvaluation.Row::psnrDb)
                .max()
                .orElseThrow();
    }

    @Test
    void add_aTinyPicture_isRefused() {
        RestorerEvaluation evaluation = RestorerEvaluation.of(DeblockingTask.usual(), null, RestoreOptions.defaults());
        assertThatThrownBy(() -> evaluation.add(new Picture(1, 10, 90, new byte[900])))
                .hasMessageContaining("must have 24 a side");
    }

    @Test
    void filters_onKnownPictures_giveWhatTheirDefinitionsGive() {
        FloatPicture flat = new FloatPicture(1, 5, 5, filled(25, 7));
        assertThat(Filters.gaussian(flat, 1.2).values())
                .usingComparatorWithPrecision(1e-4f)
                .containsExactly(filled(25, 7));
        float[] spike = filled(25, 0);
        spike[12] = 100;
        FloatPicture spiked = new FloatPicture(1, 5, 5, spike);
        assertThat(Filters.median(spiked, 3).values()).containsExactly(filled(25, 0));
        float[] smooth = Filters.gaussian(spiked, 0.5).values();
        assertThat(smooth[12] / smooth[11]).isCloseTo((float) Math.exp(2), within(0.01f));
        boolean[] hidden = new boolean[25];
        hidden[12] = true;
        spike[3] = 0;
        assertThat(Filters.filled(spiked, hidden, 1).values()).containsExactly(filled(25, 0));
    }

    private static float[] filled(int count, float value) {
        float[] values = new float[count];
        java.util.Arrays.fill(values, value);
        return values;
    }

    private static Picture picture(int channels) {
        byte[] pixels = new byte[channels * 96 * 108];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % 108;
            int y = i / 108 % 96;
            double value = 128 + 70 * Math.sin(x / 7.0) * Math.cos(y / 9.0);
            pixels[i] = (byte) ((x - 54) * (x - 54) + (y - 48) * (y - 48) < 900 ? 255 - value : value);
        }
        return new Picture(channels, 96, 108, pixels);
    }
}
