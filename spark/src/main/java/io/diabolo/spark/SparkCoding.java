package io.diabolo.spark;

import io.diabolo.codec.Codec;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.UnsupportedFormatException;
import io.diabolo.jobs.JobControl;
import io.diabolo.jobs.PictureCoding;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * Pictures coded by executors. The codec travels to them by broadcast, each JVM has it once, and each task computes with one thread. What
 * is wrong with a picture is a result as others are, so that it is not tried again.
 */
final class SparkCoding implements PictureCoding.OnCluster {

    private static final LoadedOnce<Codec> LOADED = new LoadedOnce<>(Codec::load);
    private static final int END_SECONDS = 30;
    private static final int LOOK_MILLIS = 50;

    private final String master;
    private final byte[] weights;
    private final JobControl control;
    private @Nullable SparkRun run;

    SparkCoding(String master, byte[] weights, JobControl control) {
        this.master = master;
        this.weights = weights;
        // Which file is done says more than how far the batch in work is.
        this.control = control.withProgress(share -> {});
    }

    @Override
    public <T extends Serializable, R extends Serializable> Results<T, R> begin(List<T> items, Work<T, R> work) {
        if (items.isEmpty()) {
            return (item, notes) -> {
                throw new IllegalStateException("there are no items");
            };
        }
        if (run == null) {
            run = SparkRun.start(master, control);
        }
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(run.session().sparkContext());
        Broadcast<FolderFiles> codec = context.broadcast(FolderFiles.of(Map.of(Codec.WEIGHTS, weights)));
        InOrder<T, Done<T, R>> made = new InOrder<>(context, items, item -> done(item, work, codec));
        return (item, notes) -> result(made, item, notes);
    }

    private static <T, R> Done<T, R> done(T item, Work<T, R> work, Broadcast<FolderFiles> codec) {
        TaskContext task = TaskContext.get();
        List<String> notes = new ArrayList<>();
        try {
            Codec mine = LOADED.of(codec.value()).withThreads(1).withStop(task::isInterrupted);
            return new Done<>(item, work.of(item, mine, notes::add), null, "", notes);
        } catch (BadInputException e) {
            return refused(item, Fault.INPUT, e, notes);
        } catch (CorruptFileException e) {
            return refused(item, Fault.DAMAGED, e, notes);
        } catch (UnsupportedFormatException e) {
            return refused(item, Fault.UNSUPPORTED, e, notes);
        } catch (OutOfMemoryError e) {
            String message =
                    "%s does not fit into the memory of an executor: set spark.executor.memory".formatted(item);
            return new Done<>(item, null, Fault.INPUT, message, notes);
        }
    }

    private static <T, R> Done<T, R> refused(T item, Fault fault, RuntimeException e, List<String> notes) {
        return new Done<>(item, null, fault, String.valueOf(e.getMessage()), notes);
    }

    private <T extends Serializable, R extends Serializable> R result(
            InOrder<T, Done<T, R>> made, T item, Consumer<String> notes) {
        try {
            Done<T, R> done = made.next();
            while (!done.item.equals(item)) {
                done = made.next();
            }
            done.notes.forEach(notes);
            if (done.fault != null) {
                throw done.fault.exception(done.message);
            }
            return Objects.requireNonNull(done.result);
        } catch (ExecutionException e) {
            if (control.stop().getAsBoolean()) {
                throw new CancellationException("stopped");
            }
            throw Failures.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    @Override
    public void close() {
        if (run == null) {
            return;
        }
        endTasks(run.session().sparkContext());
        run.close();
    }

    /** A task that is still in work, of a job that was stopped or tried twice, would write into a folder that may be another's by then. */
    private static void endTasks(SparkContext context) {
        context.cancelAllJobs();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
        while (System.nanoTime() < end
                && Arrays.stream(context.statusTracker().getExecutorInfos())
                        .anyMatch(executor -> executor.numRunningTasks() > 0)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
        }
    }

    /** What came of an item: a result, or what is wrong with it. */
    private record Done<T, R>(
            T item, @Nullable R result, @Nullable Fault fault, String message, List<String> notes)
            implements Serializable {}

    /** The exceptions that are about a picture. They travel by name, as their causes may hold what cannot. */
    private enum Fault {
        INPUT,
        DAMAGED,
        UNSUPPORTED;

        RuntimeException exception(String message) {
            return switch (this) {
                case INPUT -> new BadInputException(message);
                case DAMAGED -> new CorruptFileException(message);
                case UNSUPPORTED -> new UnsupportedFormatException(message);
            };
        }
    }
}
