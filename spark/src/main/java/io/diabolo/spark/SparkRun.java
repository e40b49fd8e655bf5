package io.diabolo.spark;

import io.diabolo.error.BadInputException;
import io.diabolo.jobs.JobControl;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.sql.SparkSession;

/** A session of Spark for one job: the job is watched and may be stopped, and the session ends with it. */
final class SparkRun implements AutoCloseable {

    /** The system property with the folder of this library's jars, which executors elsewhere lack; the launcher sets it. */
    static final String JARS = "diabolo.spark.jars";

    private static final int ANSWER_MILLIS = 5_000;
    private static final int START_SECONDS = 90;
    private static final int WORKER_SECONDS = 60;
    private static final int LOOK_MILLIS = 200;
    private static final Pattern LOCAL = Pattern.compile("local(\\[(\\*|[1-9]\\d{0,3})])?");
    private static final Pattern CLUSTER = Pattern.compile("spark://([\\w.-]+):(\\d{1,5})");

    private final SparkSession session;
    private final JobControl control;
    private final ScheduledFuture<?> looking;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(SparkRun::daemon);

    private SparkRun(SparkSession session, JobControl control) {
        this.session = session;
        this.control = control;
        looking = watch.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Starts Spark, whose settings ({@code spark.executor.memory} and so on) may be given as system properties.
     *
     * @throws BadInputException where the name is no master, or it does not answer within 5 s, does not take this program within
     *     90 s, or has no free worker for 60 s
     */
    static SparkRun start(String master, JobControl control) {
        return start(master, Map.of(), control);
    }

    /** @param more settings, which are not the user's to change */
    static SparkRun start(String master, Map<String, String> more, JobControl control) {
        boolean local = LOCAL.matcher(master).matches();
        if (!local) {
            requireAnswer(master);
        }
        Map<String, String> settings = settings(master, local);
        settings.putAll(more);
        SparkSession session = session(master, settings);
        try {
            if (!local) {
                awaitWorker(master, session, control);
            }
            return new SparkRun(session, control);
        } catch (RuntimeException e) {
            session.stop();
            throw e;
        }
    }

    /** How many threads a master of this process has; empty for one elsewhere. */
    static OptionalInt localThreads(String master) {
        Matcher local = LOCAL.matcher(master);
        if (!local.matches()) {
            return OptionalInt.empty();
        }
        String threads = local.group(2);
        return OptionalInt.of(
                threads == null
                        ? 1
                        : threads.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(threads));
    }

    private static void requireAnswer(String master) {
        Matcher named = CLUSTER.matcher(master);
        if (!named.matches()) {
            throw new BadInputException(
                    "'%s' is no master of Spark that is known here: local[*], local[N] or spark://HOST:PORT; for others there is spark-submit (docs/spark.md)"
                            .formatted(master));
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(named.group(1), Integer.parseInt(named.group(2))), ANSWER_MILLIS);
        } catch (IOException | IllegalArgumentException e) {
            throw new BadInputException(
                    "%s does not answer within %d s (%s): start that master, or correct the name"
                            .formatted(master, ANSWER_MILLIS / 1_000, e.getMessage()),
                    e);
        }
    }

    private static Map<String, String> settings(String master, boolean local) {
        Map<String, String> settings = new HashMap<>();
        settings.put("spark.ui.enabled", "false");
        // A model takes longer than reading: parts small enough for all cores to end at about the same time.
        settings.put("spark.sql.files.maxPartitionBytes", "16m");
        if (local || master.startsWith("spark://127.0.0.1:") || master.startsWith("spark://localhost:")) {
            settings.put("spark.driver.host", "127.0.0.1");
            settings.put("spark.driver.bindAddress", "127.0.0.1");
        }
        String folder = System.getProperty(JARS);
        if (!local && folder != null) {
            settings.put("spark.jars", jars(Path.of(folder)));
        }
        settings.keySet().removeIf(name -> System.getProperty(name) != null);
        return settings;
    }

    /** The launcher's jar of this module, and in {@code lib} beside it those that it uses. */
    private static String jars(Path folder) {
        List<String> jars = new ArrayList<>();
        for (Path place : List.of(folder, folder.resolve("lib"))) {
            try (Stream<Path> files = Files.list(place)) {
                files.filter(file -> file.toString().endsWith(".jar"))
                        .forEach(jar -> jars.add(jar.toUri().toString()));
            } catch (IOException e) {
                throw new BadInputException(
                        "%s: the jars for the executors are not there (%s)".formatted(place, e.getMessage()), e);
            }
        }
        return String.join(",", jars);
    }

    private static SparkSession session(String master, Map<String, String> settings) {
        SparkSession.Builder builder = SparkSession.builder().appName("diabolo").master(master);
        settings.forEach(builder::config);
        try {
            return CompletableFuture.supplyAsync(
                            builder::getOrCreate, work -> daemon(work).start())
                    .orTimeout(START_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new BadInputException(
                    "%s took no application within %d s: it is no master of Spark %s, or one that is not well (%s)"
                            .formatted(
                                    master,
                                    START_SECONDS,
                                    org.apache.spark.package$.MODULE$.SPARK_VERSION(),
                                    Failures.line(e)),
                    e);
        }
    }

    private static void awaitWorker(String master, SparkSession session, JobControl control) {
        SparkStatusTracker tracker = session.sparkContext().statusTracker();
        long start = System.nanoTime();
        // The driver is one of them.
        while (tracker.getExecutorInfos().length < 2) {
            if (control.stop().getAsBoolean()) {
                throw new CancellationException("stopped");
            }
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(WORKER_SECONDS)) {
                throw new BadInputException(
                        "%s has had no free worker for %d s: start one, or wait until others are done"
                                .formatted(master, WORKER_SECONDS));
            }
            sleep();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    SparkSession session() {
        return session;
    }

    private void look() {
        if (control.stop().getAsBoolean()) {
            session.sparkContext().cancelAllJobs();
            return;
        }
        SparkStatusTracker tracker = session.sparkContext().statusTracker();
        int tasks = 0;
        int done = 0;
        for (int stage : tracker.getActiveStageIds()) {
            SparkStageInfo info = tracker.getStageInfo(stage).getOrElse(() -> null);
            tasks += info == null ? 0 : info.numTasks();
            done += info == null ? 0 : info.numCompletedTasks();
        }
        if (tasks > 0) {
            control.progress().accept((double) done / tasks);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "diabolo-spark");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        looking.cancel(false);
        watch.shutdown();
        control.progress().accept(1);
        session.stop();
    }
}
