package io.diabolo.spark;

import io.diabolo.error.BadInputException;
import io.diabolo.error.NodeLostException;
import io.diabolo.error.OutputException;
import io.diabolo.jobs.ClusterTraining;
import io.diabolo.jobs.JobControl;
import io.diabolo.jobs.RemoteTraining;
import io.diabolo.jobs.TrainOutcome;
import io.diabolo.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.BarrierJobSlotsNumberCheckFailed;
import org.jspecify.annotations.Nullable;
import scala.reflect.ClassTag$;

/**
 * The driver of a training on workers. Spark reads the table and hands each worker a copy; a {@link TrainingStage} trains. Spark does
 * not try such a stage twice, so this does: each attempt goes on from the last checkpoint that the first worker sent.
 */
final class SparkTraining {

    /** Attempts in a row that brought the training no further. */
    private static final int MOST_FRUITLESS = 3;

    /** How many times Spark looks whether there is room for all workers at once, a second apart. */
    private static final String LOOKS = "spark.scheduler.barrier.maxConcurrentTasksCheck.maxFailures";

    private static final int WORKER_SECONDS = 60;

    /** How long workers of a failed attempt may take for their last words. */
    private static final int LAST_WORDS_SECONDS = 5;

    private final ClusterTraining training;
    private final RemoteTraining folder;
    private final JobControl control;
    private final TrainingInbox inbox;
    private final Path temporary;

    private SparkTraining(ClusterTraining training, RemoteTraining folder, JobControl control, Path temporary) {
        this.training = training;
        this.folder = folder;
        this.control = control;
        this.temporary = temporary;
        inbox = new TrainingInbox(folder, control, temporary.resolve("incoming"));
    }

    static TrainOutcome run(ClusterTraining training, JobControl control) {
        OptionalInt local = SparkRun.localThreads(training.master());
        if (local.isPresent() && local.getAsInt() < training.workers() * training.threads()) {
            throw tooFew(training, local.getAsInt() / training.threads());
        }
        try (RemoteTraining folder = RemoteTraining.open(training.request().output())) {
            return FolderFiles.inFolder(temporary -> new SparkTraining(training, folder, control, temporary).run());
        }
    }

    private static BadInputException tooFew(ClusterTraining training, int free) {
        return new BadInputException(
                "%s has room for %,d of the %,d workers that were asked for, of %,d threads each: ask for fewer, or start more"
                        .formatted(training.master(), free, training.workers(), training.threads()));
    }

    private TrainOutcome run() {
        TrainingPlugin.deliverTo(inbox);
        // Workers that make steps end by themselves, with a checkpoint; anything else is cancelled.
        JobControl watch = JobControl.none().withStop(() -> isStopped() && !inbox.isStepping());
        try (SparkRun run = SparkRun.start(training.master(), settings(), watch);
                LateEnd late = LateEnd.begin()) {
            SparkContext spark = run.session().sparkContext();
            Path table = temporary.resolve(TableCopy.name(training.table()));
            TableCopy.write(
                    TableFiles.read(run.session(), List.of(training.table()), List.of()),
                    table,
                    training.table(),
                    TableCopy.MOST);
            spark.addFile(table.toString());
            if (isStopped()) {
                throw new CancellationException("stopped");
            }
            folder.begin();
            return attempts(spark, table);
        } catch (Exception e) { // Scala's methods throw checked exceptions that they do not declare.
            if (isStopped() || e instanceof CancellationException) {
                throw new CancellationException("stopped");
            }
            throw Failures.of(e);
        } finally {
            control.progress().accept(1);
            TrainingPlugin.deliverNoMore();
        }
    }

    private boolean isStopped() {
        return control.stop().getAsBoolean();
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        String plugins = System.getProperty("spark.plugins", "");
        settings.put("spark.plugins", plugins + (plugins.isEmpty() ? "" : ",") + TrainingPlugin.class.getName());
        // Names of files have any letters, and an executor of a service often knows no more than ASCII.
        settings.put("spark.executorEnv.LC_ALL", System.getProperty("spark.executorEnv.LC_ALL", "C.UTF-8"));
        settings.put("spark.task.cpus", String.valueOf(training.threads()));
        settings.put("spark.scheduler.barrier.maxConcurrentTasksCheck.interval", "1s");
        settings.put(LOOKS, System.getProperty(LOOKS, String.valueOf(WORKER_SECONDS)));
        return settings;
    }

    private TrainOutcome attempts(SparkContext spark, Path table) throws InterruptedException {
        int fruitless = 0;
        while (true) {
            long before = folder.step();
            Exception failure = attempt(spark, table);
            TrainOutcome outcome = inbox.outcome();
            RuntimeException reason = inbox.failure();
            if (reason != null && (outcome == null || outcome.interrupted())) {
                throw reason;
            }
            if (outcome != null) {
                return new TrainOutcome(training.request().output().folder(), outcome.training(), outcome.test(), null);
            }
            if (isStopped()) {
                throw new CancellationException("stopped");
            }
            if (failure == null) {
                throw new IllegalStateException("the workers ended and said nothing");
            }
            fruitless = folder.step() > before ? 0 : fruitless + 1;
            if (fruitless == MOST_FRUITLESS) {
                throw new NodeLostException(
                        "%d attempts in a row brought the training no further: %s"
                                .formatted(fruitless, Failures.line(failure)),
                        failure);
            }
            control.notes().accept("a worker was lost; the training goes on from step %,d".formatted(folder.step()));
        }
    }

    /** Returns what Spark says of its failure; null where it did not fail. */
    private @Nullable Exception attempt(SparkContext spark, Path table) throws InterruptedException {
        List<Path> checkpoint = folder.checkpoint();
        TrainingStage.Work work = new TrainingStage.Work(
                inbox.begin(training.workers()),
                Json.text(training.absolute()),
                training.threads(),
                folderName(),
                table.getFileName().toString(),
                checkpoint.stream().map(file -> file.getFileName().toString()).toList());
        checkpoint.forEach(file -> send(spark, file, work));
        try {
            List<Integer> tasks = IntStream.range(0, training.workers()).boxed().toList();
            JavaSparkContext.fromSparkContext(spark)
                    .parallelize(tasks, tasks.size())
                    .rdd()
                    .barrier()
                    .mapPartitions(new TrainingStage(work), false, ClassTag$.MODULE$.apply(Integer.class))
                    .collect();
            return null;
        } catch (Exception e) { // Scala's methods throw checked exceptions that they do not declare.
            requireRoom(e, work.attempt());
            inbox.awaitEnds(LAST_WORDS_SECONDS);
            return e;
        }
    }

    private String folderName() {
        Path name = Path.of(training.request().output().folder())
                .toAbsolutePath()
                .normalize()
                .getFileName();
        return name == null ? "model" : name.toString();
    }

    /** A copy, as the file may be replaced while executors fetch it. */
    private void send(SparkContext spark, Path file, TrainingStage.Work work) {
        Path copy = temporary.resolve(work.sent(file.getFileName().toString()));
        try {
            Files.copy(file, copy);
        } catch (IOException e) {
            throw new OutputException("%s cannot be copied: %s".formatted(file, e), e);
        }
        spark.addFile(copy.toString());
    }

    /** The first attempt asks for more than there is; a later one finds less than there was. */
    private void requireRoom(Exception failure, int attempt) {
        Stream.iterate((Throwable) failure, cause -> cause != null, Throwable::getCause)
                .filter(BarrierJobSlotsNumberCheckFailed.class::isInstance)
                .findFirst()
                .map(cause -> ((BarrierJobSlotsNumberCheckFailed) cause).maxConcurrentTasks())
                .ifPresent(free -> {
                    BadInputException tooFew = tooFew(training, free);
                    throw attempt == 1
                            ? tooFew
                            : new NodeLostException(
                                    "a worker was lost and no other came: " + tooFew.getMessage(), failure);
                });
    }
}
