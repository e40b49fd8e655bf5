package io.diabolo.jobs;

import io.diabolo.error.BadInputException;
import java.util.ServiceLoader;

/**
 * Runs requests for rows that one machine need not hold, and for many pictures, on a cluster. The library that knows how is a provider
 * of this service ({@link ServiceLoader}); this module knows no cluster.
 */
public interface ClusterJobs {

    /**
     * The provider on the class path.
     *
     * @throws BadInputException if there is none
     */
    static ClusterJobs installed() {
        return ServiceLoader.load(ClusterJobs.class)
                .findFirst()
                .orElseThrow(
                        () -> new BadInputException(
                                "Spark is not on the class path of this program: start it with ./diabolo, which adds it, or add diabolo-spark_2.13 and Spark's jars"));
    }

    /**
     * Judges each row by a detector of tables, or each picture by one of pictures. What is written has the rows' columns, or the
     * picture's {@code name}, and {@code score}, {@code p_value}, {@code abnormal} and {@code reason}.
     *
     * @throws BadInputException where the request does not fit what is there: all columns that do not fit are named at once
     * @throws io.diabolo.error.OutputException if the cluster fails, or the result cannot be written
     * @throws java.util.concurrent.CancellationException if it was stopped; nothing is written then
     */
    ClusterOutcome detect(ClusterRequest request, JobControl control);

    /**
     * Encodes each row by a model of tables, or each picture by one of pictures. What is written has the rows' columns, or the
     * picture's {@code name}, and the code's {@code z0}, {@code z1} and so on; failures are those of {@link #detect}.
     */
    ClusterOutcome encode(ClusterRequest request, JobControl control);

    /**
     * Trains a model by some workers of a cluster together. One that is lost is replaced, and the training goes on from its last
     * checkpoint; a training that is stopped leaves one in its folder.
     *
     * @throws BadInputException where the request does not fit what is there
     * @throws io.diabolo.error.NodeLostException if workers are lost and no others come
     * @throws io.diabolo.error.OutputException if the cluster fails, or something cannot be written
     * @throws java.util.concurrent.CancellationException if it was stopped before or between the steps that workers make
     */
    TrainOutcome train(ClusterTraining request, JobControl control);

    /**
     * Codes pictures on a cluster, which is started for the first of them and let go when this is closed.
     *
     * @param weights of the codec, as its file has them; they travel to the machines
     * @throws BadInputException by {@link PictureCoding#begin}, where there is no such cluster
     */
    PictureCoding.OnCluster coding(String master, byte[] weights, JobControl control);
}
