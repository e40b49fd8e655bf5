package io.diabolo.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.data.ByteDataset;
import io.diabolo.data.Glyphs;
import io.diabolo.data.LoadedData;
import io.diabolo.data.RowSubset;
import io.diabolo.error.BadInputException;
import io.diabolo.json.Json;
import io.diabolo.safetensors.Safetensors;
import io.diabolo.train.Checkpoint;
import io.diabolo.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyTest {

    private static final int STEPS = 20;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void run_smallGrid_hasARowEachAndEverythingElse() throws IOException {
        Path out = folder.resolve("study");
        StudyResult result = study(grid(1), out).run().orElseThrow();

        List<String> csv = Files.readAllLines(out.resolve("study.csv"));
        assertThat(csv.get(0))
                .isEqualTo(
                        "model,latent,seed,epochs,parameters,train_seconds,images_per_second,test_mse,test_bce,psnr_db,ssim,bits_per_pixel,knn_accuracy,effective_rank,active_units,peak_memory_mb");
        assertThat(csv.subList(1, csv.size()))
                .extracting(line -> line.substring(0, line.indexOf(",0,")))
                .containsExactly("mlp,2", "mlp,4", "conv,2", "conv,4");
        assertThat(csv)
                .allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(16).noneMatch(String::isEmpty));
        assertThat(files(out, "study.csv")).hasSize(1);
        JsonNode json = Json.read(out.resolve("study.json"), JsonNode.class);
        assertThat(json.has("samples")).isFalse();
        assertThat(json.path("runs")).hasSize(4);
        assertThat(json.path("runs").get(0).path("test").path("mse").asDouble())
                .isEqualTo(result.runs().get(0).test().mse());

        assertReferences(result);
        assertPictures(result);
    }

    private static void assertReferences(StudyResult result) {
        References references = result.references();
        assertThat(references.pca()).extracting(References.PcaRow::latent).containsExactly(2, 4);
        assertThat(references.pca().get(1).testMse())
                .isLessThan(references.pca().get(0).testMse());
        assertThat(references.pca().get(0).testMse()).isLessThan(references.meanImageMse());
        assertThat(references.pictures()).isEqualTo(40);
        assertThat(references.equalBytes())
                .filteredOn(row -> row.codec() == References.Codec.AUTOENCODER)
                .hasSize(8)
                .allSatisfy(row -> assertThat(row.bytesPerImage()).isBetween(0.1, 1.2 * row.latent()));
        assertThat(references.equalBytes())
                .filteredOn(row -> row.codec() == References.Codec.PNG)
                .singleElement()
                .satisfies(row -> assertThat(row.mse()).isZero());
        assertThat(references.models()).hasSize(4).allSatisfy(model -> assertThat(model.bytes())
                .isGreaterThan(4 * 28 * 28));
    }

    private static void assertPictures(StudyResult result) {
        Samples samples = result.samples();
        assertThat(samples.originals()).hasSize(10);
        assertThat(samples.reconstructions()).hasSize(4).allSatisfy(made -> assertThat(made.pictures())
                .hasSize(10));
        assertThat(samples.worst()).hasSize(12);
        assertThat(samples.worst().get(0).mse())
                .isGreaterThan(samples.worst().get(1).mse())
                .isGreaterThan(result.runs().get(1).test().mse());
        assertThat(samples.maps()).hasSize(2).allSatisfy(map -> {
            assertThat(map.latent()).isEqualTo(2);
            assertThat(map.variance()).isCloseTo(1, within(1e-9));
            assertThat(map.points()).hasSize(40);
            assertThat(map.alongX()).hasSize(9);
        });
        assertThat(result.limits())
                .filteredOn(row -> row.model().equals("mlp"))
                .extracting(LimitRow::variant)
                .containsExactlyInAnyOrder(LimitRow.Variant.values());
        LimitRow unchanged = result.limits().get(0);
        assertThat(unchanged.mse()).isCloseTo(result.runs().get(1).test().mse(), within(1e-6));
        assertThat(result.limits())
                .filteredOn(row -> row.variant() == LimitRow.Variant.INVERTED)
                .allSatisfy(row -> assertThat(row.mse()).isGreaterThan(2 * unchanged.mse()));
        assertThat(samples.limits()).hasSize(result.limits().size());
    }

    @Test
    void run_twoJobs_givesTheBitsOfOne() throws IOException {
        study(mlps(1), folder.resolve("one")).run();
        study(mlps(2), folder.resolve("two")).run();

        assertThat(figures(folder.resolve("two"))).isEqualTo(figures(folder.resolve("one")));
        for (RunResult.Key key : mlps(1).runs()) {
            assertThat(weights("two", key)).isEqualTo(weights("one", key));
        }
    }

    @Test
    void run_stoppedTwice_endsLikeAnUnbrokenOne() throws IOException {
        Path broken = folder.resolve("broken");
        for (int steps : new int[] {STEPS + 5, 10}) {
            AtomicInteger done = new AtomicInteger();
            List<RunResult> before = new ArrayList<>();
            Study study = study(mlps(1), broken)
                    .stopWhen(() -> done.get() >= steps)
                    .listen(new StudyListener() {
                        @Override
                        public void started(List<RunResult.Key> all, List<RunResult> finished) {
                            before.addAll(finished);
                        }

                        @Override
                        public void stepped(RunResult.Key run, long step) {
                            done.incrementAndGet();
                        }
                    });
            assertThat(study.run()).isEmpty();
            assertThat(before).hasSize(steps == 10 ? 1 : 0);
            assertThat(files(broken, Checkpoint.FILE)).hasSize(1);
        }
        assertThat(study(mlps(1), broken).run()).isPresent();
        assertThat(study(mlps(1), folder.resolve("whole")).run()).isPresent();

        assertThat(figures(broken)).isEqualTo(figures(folder.resolve("whole")));
        assertThat(files(broken, Checkpoint.FILE)).isEmpty();
    }

    @Test
    void run_oneRunFails_isReportedAndTheOthersGoOn() throws IOException {
        Path out = folder.resolve("study");
        damageCheckpoint(out);

        StudyResult result = study(mlps(1), out).run().orElseThrow();

        assertThat(result.runs()).extracting(RunResult::ok).containsExactly(false, true, true, true);
        assertThat(result.runs().get(0).reason()).contains("checkpoint.safetensors");
        assertThat(Files.readAllLines(out.resolve("study.csv")).get(1)).matches("mlp,2,0,,\\d+,(,){10}[0-9.]+");
        assertThat(result.advice("mlp").orElseThrow().warnings())
                .extracting(Advice.Warning::kind)
                .contains(Advice.Kind.FAILED_RUNS);

        // Asked again, a failed run starts from the beginning.
        assertThat(study(mlps(1), out).run().orElseThrow().runs()).allMatch(RunResult::ok);
    }

    @Test
    void run_everyRunFails_stillEnds() throws IOException {
        damageCheckpoint(folder);
        StudyPlan one = new StudyPlan(List.of("mlp"), List.of(2), List.of(0L), plan(), 1, 1);
        StudyResult result = study(one, folder).run().orElseThrow();
        assertThat(result.runs()).noneMatch(RunResult::ok);
        assertThat(result.samples().reconstructions()).isEmpty();
    }

    @Test
    void run_folderOfAnotherStudy_isRefusedWithTheDifference() {
        StudyPlan first = new StudyPlan(List.of("mlp"), List.of(2), List.of(0L), plan(), 1, 1);
        study(first, folder).stopWhen(() -> true).run();

        StudyPlan other = new StudyPlan(List.of("mlp"), List.of(2, 4), List.of(0L), plan().withBatch(16), 2, 1);
        assertThatThrownBy(() -> study(other, folder).run())
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("latents is [2] there, [2,4] here")
                .hasMessageContaining("batch is 32 there, 16 here")
                .hasMessageNotContaining("jobs");
        assertThatThrownBy(() -> new Study(first, data(4), folder).run())
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("test_data is ");
    }

    @Test
    void run_noLabels_leavesTheColumnEmpty() throws IOException {
        RowSubset glyphs = RowSubset.of(data(3).train(), range(0, 100));
        ByteDataset bare =
                ByteDataset.of("bare", TestPictures.of(glyphs, io.diabolo.preprocess.Preprocessing.of(glyphs)));
        LoadedData unlabelled = new LoadedData(
                RowSubset.of(bare, range(0, 60)),
                RowSubset.of(bare, range(60, 80)),
                RowSubset.of(bare, range(80, 100)),
                List.of());
        StudyPlan one = new StudyPlan(List.of("mlp"), List.of(2), List.of(0L), plan(), 1, 1);
        StudyResult result = new Study(one, unlabelled, folder).run().orElseThrow();
        assertThat(result.runs().get(0).code().knnAccuracy()).isNaN();
        assertThat(Files.readAllLines(folder.resolve("study.csv")).get(1).split(",", -1)[12])
                .isEmpty();
        assertThat(result.limits())
                .filteredOn(row -> row.variant() == LimitRow.Variant.OTHER_DATA)
                .extracting(LimitRow::data)
                .containsOnly("glyphs");
    }

    private static void damageCheckpoint(Path out) throws IOException {
        Path damaged = out.resolve("runs/mlp-2-0").resolve(Checkpoint.FILE);
        Files.createDirectories(damaged.getParent());
        Files.writeString(damaged, "no checkpoint");
    }

    private Study study(StudyPlan plan, Path out) {
        return new Study(plan, data(3), out);
    }

    private static StudyPlan grid(int jobs) {
        return new StudyPlan(List.of("mlp", "conv"), List.of(2, 4), List.of(0L), plan(), jobs, 1);
    }

    private static StudyPlan mlps(int jobs) {
        return new StudyPlan(List.of("mlp"), List.of(2, 4), List.of(0L, 1L), plan(), jobs, 1);
    }

    private static TrainingPlan plan() {
        return TrainingPlan.auto().withSteps(STEPS).withBatch(32);
    }

    private static LoadedData data(long seed) {
        ByteDataset glyphs = Glyphs.generate(seed, 300);
        return new LoadedData(
                RowSubset.of(glyphs, range(0, 220)),
                RowSubset.of(glyphs, range(220, 260)),
                RowSubset.of(glyphs, range(260, 300)),
                List.of());
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    /** {@code study.csv} without the columns that time and memory fill. */
    private static List<String> figures(Path out) throws IOException {
        return Files.readAllLines(out.resolve("study.csv")).stream()
                .map(line -> {
                    List<String> cells = new ArrayList<>(Arrays.asList(line.split(",", -1)));
                    cells.subList(5, 7).clear();
                    return cells.subList(0, cells.size() - 1).stream().collect(Collectors.joining(","));
                })
                .toList();
    }

    private String weights(String study, RunResult.Key key) {
        return Safetensors.sha256(
                folder.resolve(study).resolve("runs").resolve(key.name()).resolve("model.safetensors"));
    }

    private static List<Path> files(Path out, String name) throws IOException {
        try (Stream<Path> all = Files.walk(out)) {
            return all.filter(file -> file.getFileName().toString().equals(name))
                    .toList();
        }
    }
}
