package io.diabolo.studio;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.jobs.TrainingWish;
import io.diabolo.jobs.Wish;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trainings, studies and fits of detectors: begun, watched, stopped, continued. */
final class JobApi {

    private final JobQueue queue;
    private final Limits limits;
    private final EventStreams streams;

    JobApi(JobQueue queue, Limits limits, EventStreams streams) {
        this.queue = queue;
        this.limits = limits;
        this.streams = streams;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/jobs", this::list),
                Endpoint.post("/jobs", this::start),
                Endpoint.get("/jobs/{id}", this::show),
                Endpoint.post("/jobs/{id}/stop", this::stop),
                Endpoint.post("/jobs/{id}/resume", this::resume),
                Endpoint.get("/jobs/{id}/events", this::events));
    }

    private void list(Context request) {
        Exchange.json(
                request, new Known(queue.all().stream().map(QueuedJob::status).toList()));
    }

    private void start(Context request) throws IOException {
        Start start = Exchange.body(request, Start.class, limits);
        QueuedJob job = Boolean.TRUE.equals(start.resume())
                ? queue.resume(start.name())
                : queue.start(
                        start.name(),
                        start.data() == null ? Names.GLYPHS : start.data(),
                        start.wish() == null ? TrainingWish.auto() : start.wish());
        request.status(201);
        Exchange.json(request, job.status());
    }

    private QueuedJob job(Context request) {
        return queue.find(request.pathParam("id"));
    }

    private void show(Context request) {
        Exchange.json(request, job(request).whole());
    }

    private void stop(Context request) {
        QueuedJob job = job(request);
        queue.stop(job);
        Exchange.json(request, job.status());
    }

    private void resume(Context request) {
        request.status(201);
        Exchange.json(request, queue.again(job(request)).status());
    }

    private void events(Context request) {
        streams.send(job(request), request.res());
    }

    /** All that are known, oldest first. */
    record Known(List<QueuedJob.Status> jobs) {}

    /**
     * Asks for a job.
     *
     * @param name of the folder that it fills
     * @param data in the root; null for the embedded pictures
     * @param wish what is made; null for a training that suits the data
     * @param resume whether what the folder holds unfinished is continued instead
     */
    record Start(
            String name,
            @JsonSetter(nulls = Nulls.SET) @Nullable String data,
            @JsonSetter(nulls = Nulls.SET) @Nullable Wish wish,
            @JsonSetter(nulls = Nulls.SET) @Nullable Boolean resume) {}
}
