package io.diabolo.studio;

import io.diabolo.jobs.SampleWatcher;
import io.diabolo.jobs.TrainOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A job of the queue, and all that it has told so far: whoever comes later learns it at once. */
final class QueuedJob {

    /** Events that one who reads slowly may lag behind; then the stream ends, and begins anew with all that is known. */
    private static final int LAG = 256;

    private static final int MOST_NOTES = 50;
    private static final int MOST_POINTS = 2_000;

    /** Ends a stream. */
    static final Event END = new Event("end", "");

    private final List<BlockingQueue<Event>> streams = new CopyOnWriteArrayList<>();
    private final List<Point> points = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Run> runs = new LinkedHashMap<>();
    private SavedJob saved;
    private Progress progress = Progress.none();
    private @Nullable Double reference;
    private SampleWatcher.@Nullable Reconstructions samples;
    private @Nullable Result result;
    private volatile boolean stopping;

    QueuedJob(SavedJob saved) {
        this.saved = saved;
    }

    synchronized SavedJob saved() {
        return saved;
    }

    String id() {
        return saved().id();
    }

    /** Asks it to stop; it ends with a checkpoint. */
    void stop() {
        stopping = true;
    }

    boolean stopping() {
        return stopping;
    }

    synchronized void move(JobState state, @Nullable String error) {
        saved = saved.with(state, error);
        stopping = stopping && !state.isOver();
        tell("status", status());
        if (state.isOver()) {
            streams.forEach(stream -> offer(stream, END));
        }
    }

    synchronized void began(long step, long total) {
        progress = new Progress(step, total, null, null, null);
        tell("status", status());
    }

    synchronized void progressed(Progress now) {
        progress = now;
        tell("progress", now);
    }

    synchronized void measured(Point point) {
        if (points.size() < MOST_POINTS) {
            points.add(point);
        }
        tell("point", point);
    }

    synchronized void ran(Run run) {
        runs.put("%s-%d-%d".formatted(run.model(), run.latent(), run.seed()), run);
        tell("run", run);
    }

    synchronized void compared(double loss) {
        reference = loss;
        tell("reference", loss);
    }

    synchronized void showed(SampleWatcher.Reconstructions shown) {
        samples = shown;
        tell("samples", shown);
    }

    synchronized void noted(String note) {
        if (notes.size() < MOST_NOTES) {
            notes.add(note);
            tell("note", note);
        }
    }

    synchronized void ended(TrainOutcome outcome) {
        if (outcome.test() != null) {
            result = new Result(
                    outcome.test().mse(),
                    outcome.test().psnrDb(),
                    outcome.test().pcaMse(),
                    outcome.test().verdict(),
                    outcome.course());
        }
    }

    /** Curves that are read from the folder, of a training that another process ran. */
    synchronized void remember(List<Point> known) {
        if (points.isEmpty()) {
            points.addAll(known.subList(0, Math.min(known.size(), MOST_POINTS)));
        }
    }

    synchronized boolean hasPoints() {
        return !points.isEmpty();
    }

    synchronized Status status() {
        return new Status(saved, progress, stopping, reference, result);
    }

    synchronized Whole whole() {
        return new Whole(status(), List.copyOf(points), List.copyOf(notes), List.copyOf(runs.values()), samples);
    }

    /** A stream of what happens from now on, after all that is known; the caller ends it. */
    synchronized BlockingQueue<Event> listen() {
        BlockingQueue<Event> stream = new ArrayBlockingQueue<>(LAG);
        stream.add(new Event("all", whole()));
        if (saved.state().isOver()) {
            stream.add(END);
        } else {
            streams.add(stream);
        }
        return stream;
    }

    void leave(BlockingQueue<Event> stream) {
        streams.remove(stream);
    }

    private void tell(String type, Object data) {
        Event event = new Event(type, data);
        streams.forEach(stream -> offer(stream, event));
    }

    private static void offer(BlockingQueue<Event> stream, Event event) {
        if (!stream.offer(event)) {
            stream.clear();
            stream.add(END);
        }
    }

    /**
     * A point of the curves.
     *
     * @param seconds spent training
     * @param step how many steps are done
     * @param train the mean training loss since the last point; null before the first step
     * @param validation the validation loss
     */
    record Point(double seconds, long step, @Nullable Double train, double validation) {}

    /**
     * A training of a study.
     *
     * @param model its name
     * @param latent D
     * @param state where it is
     * @param share of its steps that are done, 0 to 1
     * @param mse mean squared error by element of the test part; null until it has ended
     * @param seconds spent training; null until it has ended
     * @param error why it failed; null else
     */
    record Run(
            String model,
            int latent,
            long seed,
            JobState state,
            double share,
            @Nullable Double mse,
            @Nullable Double seconds,
            @Nullable String error) {}

    /**
     * How far it is; a study counts its trainings.
     *
     * @param loss of the last steps, smoothed
     * @param perSecond samples
     * @param secondsLeft an estimate
     */
    record Progress(
            long step,
            long total,
            @Nullable Double loss,
            @Nullable Double perSecond,
            @Nullable Double secondsLeft) {

        static Progress none() {
            return new Progress(0, 0, null, null, null);
        }
    }

    /**
     * What came of it, on the test part.
     *
     * @param mse mean squared error by element
     * @param pcaMse of PCA with as many numbers
     * @param verdict in a sentence
     * @param course how the validation loss went, where that is worth a sentence; else empty
     */
    record Result(double mse, double psnrDb, double pcaMse, String verdict, String course) {}

    /**
     * In short.
     *
     * @param reference PCA's validation loss; null where it is not comparable
     */
    record Status(
            SavedJob job,
            Progress progress,
            boolean stopping,
            @Nullable Double reference,
            @Nullable Result result) {}

    /** All of it. */
    record Whole(
            Status status,
            List<Point> points,
            List<String> notes,
            List<Run> runs,
            SampleWatcher.@Nullable Reconstructions samples) {}
}
