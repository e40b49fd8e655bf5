package io.diabolo.studio;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.jobs.TrainingWish;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trainings: begun, watched, stopped, continued. */
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
                request, new Known(queue.all().stream().map(TrainingJob::status).toList()));
    }

    private void start(Context request) throws IOException {
        Start start = Exchange.body(request, Start.class, limits);
        TrainingJob job = Boolean.TRUE.equals(start.resume())
                ? queue.resume(start.name())
                : queue.train(
                        start.name(),
                        start.data() == null ? Names.GLYPHS : start.data(),
                        start.wish() == null ? TrainingWish.auto() : start.wish());
        request.status(201);
        Exchange.json(request, job.status());
    }

    private TrainingJob job(Context request) {
        return queue.find(request.pathParam("id"));
    }

    private void show(Context request) {
        Exchange.json(request, job(request).whole());
    }

    private void stop(Context request) {
        TrainingJob job = job(request);
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

    /** Trainings, oldest first. */
    record Known(List<TrainingJob.Status> jobs) {}

    /**
     * Asks for a training.
     *
     * @param name of the model's folder
     * @param data in the root; null for the embedded pictures
     * @param wish what is trained; null for what suits the data
     * @param resume whether the training that the folder holds is continued instead
     */
    record Start(
            String name,
            @JsonSetter(nulls = Nulls.SET) @Nullable String data,
            @JsonSetter(nulls = Nulls.SET) @Nullable TrainingWish wish,
            @JsonSetter(nulls = Nulls.SET) @Nullable Boolean resume) {}
}
