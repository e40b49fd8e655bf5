package io.diabolo.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import io.diabolo.jobs.ClusterJobs;
import io.diabolo.jobs.ClusterTraining;
import io.diabolo.jobs.JobControl;
import io.diabolo.jobs.TrainOutcome;
import io.diabolo.jobs.TrainRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings on a cluster of two workers, each a process, that share no folder but the classes. */
class LoopbackTrainingTest {

    private static final long STEPS = 120;

    /** Which executor has the task with a number, of the stage that began last. */
    private static final Map<Integer, String> EXECUTORS = new ConcurrentHashMap<>();

    @TempDir
    Path folder = Path.of("");

    /** Spark makes it by its name. */
    public static final class Tasks extends SparkListener {
        @Override
        public void onTaskStart(SparkListenerTaskStart start) {
            EXECUTORS.put(start.taskInfo().index(), start.taskInfo().executorId());
        }
    }

    private static final List<String> SETTINGS = List.of(
            "spark.executor.extraClassPath=" + System.getProperty("java.class.path"),
            "spark.executor.memory=512m",
            "spark.executor.extraJavaOptions=-Ddiabolo.checkpoint.seconds=0",
            "spark.scheduler.barrier.maxConcurrentTasksCheck.maxFailures=20",
            "spark.extraListeners=" + Tasks.class.getName());

    private static TrainOutcome train(ClusterTraining training, JobControl control) {
        SETTINGS.forEach(setting -> System.setProperty(setting.split("=", 2)[0], setting.split("=", 2)[1]));
        try {
            return ClusterJobs.installed().train(training, control);
        } finally {
            SETTINGS.forEach(setting -> System.clearProperty(setting.split("=", 2)[0]));
        }
    }

    @Test
    void train_whereExecutorsAreKilled_goesOnFromTheLastCheckpointWithTheBitsOfTheUnbrokenOne()
            throws IOException, InterruptedException {
        Path table = TrainingFixture.table(folder);
        TrainingFixture.alone(TrainingFixture.request(table, folder.resolve("alone"), STEPS), 2);
        boolean anyLetters = System.getProperty("sun.jnu.encoding").equals("UTF-8");
        Path out = folder.resolve(anyLetters ? "modèle" : "model");
        TrainRequest request = TrainingFixture.request(table, out, STEPS);
        List<String> notes = new ArrayList<>();
        // The first worker, which has the model; then the other.
        Deque<Integer> victims = new ArrayDeque<>(List.of(0, 1));
        try (LoopbackCluster cluster = new LoopbackCluster(folder, 2)) {
            JobControl control = JobControl.none().withNotes(notes::add).withProgress(share -> {
                boolean isTime = share < 1 && share > (victims.size() == 2 ? 0.3 : 0.6);
                if (isTime && !victims.isEmpty()) {
                    cluster.killExecutor(String.valueOf(EXECUTORS.get(victims.remove())));
                }
            });
            TrainOutcome outcome = train(new ClusterTraining(cluster.master(), 2, 1, request), control);
            assertThat(outcome.training().steps()).isEqualTo(STEPS);
            assertThatThrownBy(() -> train(
                            new ClusterTraining(
                                    cluster.master(),
                                    3,
                                    1,
                                    TrainingFixture.request(table, folder.resolve("none"), STEPS)),
                            JobControl.none()))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("has room for 2 of the 3 workers that were asked for");
        }
        assertThat(victims).isEmpty();
        List<String> lost = notes.stream()
                .filter(note -> note.contains("a worker was lost"))
                .toList();
        assertThat(lost).hasSize(2).noneMatch(note -> note.endsWith("from step 0"));
        // What begins anew says so.
        assertThat(notes).filteredOn(note -> note.startsWith("step 0 of ")).hasSize(1);
        assertThat(out.resolve("model.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("alone").resolve("model.safetensors"));
        assertThat(out.resolve("checkpoint.safetensors")).doesNotExist();
    }
}
