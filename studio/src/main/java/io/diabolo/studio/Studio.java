package io.diabolo.studio;

import io.diabolo.error.BadInputException;
import io.diabolo.jobs.FolderLock;
import io.diabolo.jobs.Jobs;
import io.diabolo.jobs.LiveDetectors;
import io.diabolo.jobs.LiveModels;
import java.util.ArrayList;
import java.util.List;

/**
 * A studio that runs: a server with pages and an API for one folder.
 *
 * <pre>{@code
 * try (Studio studio = Studio.start(StudioOptions.of(Path.of(".")), jobs)) {
 *     System.out.println(studio.address());
 *     ...
 * }
 * }</pre>
 *
 * <p>Starting loads no native library; the first request that needs the engine does.
 */
public final class Studio implements AutoCloseable {

    private final StudioOptions options;
    private final FolderLock lock;
    private final JobQueue queue;
    private final LiveModels models;
    private final LiveDetectors detectors;
    private final EventStreams streams;
    private final WebServer server;
    private final String token;
    private final List<Endpoint> endpoints;

    private Studio(StudioOptions options, Jobs jobs, FolderLock lock, Root root) {
        Limits limits = options.limits();
        this.options = options;
        this.lock = lock;
        token = Access.newToken();
        Computing computing = new Computing(limits);
        queue = new JobQueue(jobs, root, limits.waiting().trainings());
        models = jobs.models();
        detectors = jobs.detectors();
        streams = new EventStreams(limits.waiting().streams());
        PictureApi pictures = new PictureApi(jobs.pictures(), root, limits, computing);
        StudyApi studies = new StudyApi(root, queue);
        endpoints = new ArrayList<>();
        endpoints.addAll(new FolderApi(root, limits, computing).endpoints());
        endpoints.addAll(new UploadApi(root, limits).endpoints());
        endpoints.addAll(new ModelApi(root, limits, computing, models, pictures, queue).endpoints());
        endpoints.addAll(studies.endpoints());
        endpoints.addAll(new JobApi(queue, limits, streams).endpoints());
        endpoints.addAll(new DetectorApi(root, computing, detectors).endpoints());
        endpoints.addAll(pictures.endpoints());
        server = new WebServer(options, new Access(token, options.host(), options.isOpen()), root, endpoints, studies);
    }

    /**
     * Starts a studio; a training that an earlier one of the folder left unfinished goes on.
     *
     * @param jobs own the threads
     * @throws BadInputException if the folder is none, another studio shows it, or the port is taken
     */
    public static Studio start(StudioOptions options, Jobs jobs) {
        Root root = Root.of(options.root());
        FolderLock lock = lock(root);
        Studio studio = null;
        try {
            studio = new Studio(options, jobs, lock, root);
            studio.server.start();
            return studio;
        } catch (RuntimeException e) {
            if (studio == null) {
                lock.close();
            } else {
                studio.close();
            }
            throw e;
        }
    }

    private static FolderLock lock(Root root) {
        try {
            return FolderLock.acquire(root.own());
        } catch (BadInputException e) {
            throw new BadInputException(
                    "another studio shows %s: use that one, or end it first".formatted(root.folder()), e);
        }
    }

    /** Where it is, with the token; to be shown to nobody else. */
    public String address() {
        return "%s/?token=%s".formatted(origin(), token);
    }

    /** Where it is, without the token. */
    public String origin() {
        String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
        return "http://%s:%d".formatted(host, server.port());
    }

    String token() {
        return token;
    }

    List<Endpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    /** Ends it; a training that runs is stopped with a checkpoint, and goes on with the next studio of the folder. */
    @Override
    public void close() {
        streams.close();
        queue.close();
        server.stop();
        models.close();
        detectors.close();
        lock.close();
    }
}
