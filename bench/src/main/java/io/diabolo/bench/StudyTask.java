package io.diabolo.bench;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.Dataset;
import io.diabolo.data.LoadedData;
import io.diabolo.data.RowSubset;
import io.diabolo.engine.Device;
import io.diabolo.engine.Precision;
import io.diabolo.study.RunResult;
import io.diabolo.study.Study;
import io.diabolo.study.StudyPlan;
import io.diabolo.study.StudyResult;
import io.diabolo.train.PrecisionParity;
import io.diabolo.train.TrainingPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A study as {@code ./diabolo study} runs it, one training a processor. It also saves each model, measures codes, compares
 * with PCA, JPEG and PNG and tests limits, which the peers do not.
 */
final class StudyTask implements Task {

    private static final int WATCHED = 500;

    private final LoadedData data;
    private final TrainingPlan plan;
    private final double loadSeconds;
    private final List<Integer> latents;
    private final int jobs = Runtime.getRuntime().availableProcessors();

    StudyTask(Protocol.Setup setup) {
        long start = System.nanoTime();
        Dataset train = DataSource.openWhole(Path.of(setup.train()), DataOptions.defaults());
        Dataset test = DataSource.openWhole(Path.of(setup.test()), DataOptions.defaults());
        loadSeconds = Task.secondsSince(start);
        Dataset watched = RowSubset.of(train, Batches.range(0, WATCHED, train.size()));
        data = new LoadedData(train, watched, test, List.of());
        latents = setup.latents();
        plan = TrainTask.plan(setup.batch(), setup.images() / setup.batch())
                .withPrecision(PrecisionParity.auto(Work.Network.CONV.config(), Device.CPU));
    }

    @Override
    public double loadSeconds() {
        return loadSeconds;
    }

    @Override
    public Precision precision() {
        return plan.precision();
    }

    @Override
    public String how() {
        return "%s, %d trainings at a time".formatted(plan.precision().name().toLowerCase(java.util.Locale.ROOT), jobs);
    }

    @Override
    public Protocol.Done round(long seed) {
        Path folder = temporary();
        try {
            long start = System.nanoTime();
            StudyPlan grid = new StudyPlan(List.of("mlp", "conv"), latents, List.of(seed), plan, jobs, 1);
            StudyResult result =
                    new Study(grid, data, folder.resolve("study")).run().orElseThrow();
            double seconds = Task.secondsSince(start);
            double error = result.runs().stream()
                    .map(RunResult::test)
                    .mapToDouble(RunResult.Test::mse)
                    .average()
                    .orElse(Double.NaN);
            double images = (double) grid.size() * plan.length().steps() * plan.batch();
            return new Protocol.Done(images, seconds, seconds, error, Memory.peakBytes());
        } finally {
            delete(folder);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("diabolo-bench");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder", e);
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }

    @Override
    public void close() {}
}
