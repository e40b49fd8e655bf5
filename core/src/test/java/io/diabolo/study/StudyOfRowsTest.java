package io.diabolo.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.LoadedData;
import io.diabolo.data.SeriesOptions;
import io.diabolo.store.ModelFolder;
import io.diabolo.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies of tables and series, which are no pictures. */
class StudyOfRowsTest {

    @TempDir
    private Path folder = Path.of("");

    private static final TrainingPlan PLAN = TrainingPlan.auto().withSteps(60).withBatch(32);

    /** Two hidden numbers behind five columns, one of them with gaps, one of categories. */
    private Path table(boolean gaps) throws IOException {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("a,b,c,d,kind\n");
        for (int row = 0; row < 400; row++) {
            double x = random.nextGaussian();
            double y = random.nextGaussian();
            String c = gaps && row % 10 == 0 ? "" : "%.3f".formatted(x + y);
            text.append("%.3f,%.3f,%s,%.3f,%s%n".formatted(x, y, c, x - y, x > 0 ? "plus" : "minus"));
        }
        return Files.writeString(folder.resolve("table.csv"), text);
    }

    private StudyResult study(List<String> models, LoadedData data) {
        StudyPlan plan = new StudyPlan(models, List.of(1, 2), List.of(0L), PLAN, 1, 1);
        return new Study(plan, data, folder.resolve("study")).run().orElseThrow();
    }

    @Test
    void run_tableWithGaps_isMeasuredWithoutPictures() throws IOException {
        StudyResult result = study(List.of("mlp"), DataSource.open(table(true), DataOptions.defaults()));

        assertThat(result.runs()).hasSize(2).allSatisfy(run -> {
            assertThat(run.ok()).as(run.reason()).isTrue();
            assertThat(run.test().ssim()).isNaN();
            assertThat(run.code().bitsPerPixel()).isNaN();
            assertThat(run.code().effectiveRank()).isGreaterThanOrEqualTo(1);
        });
        assertThat(result.runs().get(1).test().mse())
                .isLessThan(result.references().meanImageMse());
        assertThat(result.references().pca()).hasSize(2);
        assertWithoutPictures(result);
        assertThat(ModelFolder.describe(folder.resolve("study/runs/mlp-2-0"))
                        .architecture()
                        .maskInput())
                .isTrue();
    }

    @Test
    void run_series_isMeasuredWithBothBodies() throws IOException {
        DataOptions windows =
                DataOptions.defaults().withColumns(List.of("a", "b", "d")).withSeries(SeriesOptions.windows(16, 4));
        StudyResult result = study(List.of("mlp", "conv"), DataSource.open(table(false), windows));

        assertThat(result.runs())
                .hasSize(4)
                .allSatisfy(run -> assertThat(run.ok()).as(run.reason()).isTrue());
        assertThat(result.data().shape().sizes()).containsExactly(3, 16);
        assertWithoutPictures(result);
    }

    @Test
    void run_denoiser_isMeasuredOnNoisyInputAgainstTheCleanSample() throws IOException {
        LoadedData data = DataSource.open(table(false), DataOptions.defaults());
        StudyResult result = study(List.of("mlp", "mlp-variational", "mlp-denoising"), data);

        assertThat(result.runs()).hasSize(6).allMatch(RunResult::ok);
        assertThat(metrics("mlp-denoising-2-0")).contains("test_input_mse");
        assertThat(metrics("mlp-2-0")).doesNotContain("test_input_mse");
        assertThat(result.runs().get(5).test().mse())
                .isGreaterThan(result.runs().get(1).test().mse());
    }

    private List<String> metrics(String run) {
        return ModelFolder.describe(folder.resolve("study/runs").resolve(run)).provenance().metrics().stream()
                .map(metric -> metric.name())
                .toList();
    }

    private static void assertWithoutPictures(StudyResult result) {
        assertThat(result.limits()).isEmpty();
        assertThat(result.references().equalBytes()).isEmpty();
        assertThat(result.samples().originals()).isEmpty();
        assertThat(result.samples().maps()).isEmpty();
    }
}
