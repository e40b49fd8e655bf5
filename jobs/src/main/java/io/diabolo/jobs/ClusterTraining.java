package io.diabolo.jobs;

import io.diabolo.error.BadInputException;

/**
 * Asks for a training on a cluster: some of its workers train one model, as machines do that are given each other's addresses.
 *
 * @param master where: {@code local[*]} or {@code local[N]}, threads of this process, or {@code spark://HOST:PORT}
 * @param workers how many, 2 to 1,024
 * @param threads of each worker, and so many cores of the cluster it takes; at least 1
 * @param request what is trained. Its data is a table as that of a {@link ClusterRequest}, as the cluster sees it; its folder is
 *     one of this machine, and nobody else need see it
 */
public record ClusterTraining(String master, int workers, int threads, TrainRequest request) {

    private static final int MOST_WORKERS = 1_024;

    public ClusterTraining {
        if (workers < 2 || workers > MOST_WORKERS) {
            throw new BadInputException(
                    "a training on a cluster has 2 to %,d workers, was asked for %,d".formatted(MOST_WORKERS, workers));
        }
        if (threads < 1) {
            throw new BadInputException("a worker has at least 1 thread, was asked for %,d".formatted(threads));
        }
        if (request.data().path() == null) {
            throw new BadInputException("a training on a cluster learns from a table, and none is named: name one");
        }
        request.output().requireApartFrom(request.data().path());
        if (request.data().reading().series() != null) {
            throw new BadInputException(
                    "a training on a cluster learns from rows, whose order a cluster does not keep: train on series without it");
        }
        if (request.plan().length().minutes() != null) {
            throw new BadInputException(
                    "minutes time the steps of one machine, so on a cluster they cannot be kept: ask for steps or epochs");
        }
    }

    /** The table, as the cluster sees it. */
    public String table() {
        return String.valueOf(request.data().path());
    }

    /** The same, asked from any folder and on any machine. */
    public TrainRequest absolute() {
        return request.with(
                new DataChoice(request.data().absolute(), request.data().reading()));
    }
}
