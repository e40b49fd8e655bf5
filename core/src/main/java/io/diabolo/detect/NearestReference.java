package io.diabolo.detect;

import io.diabolo.data.Dataset;
import io.diabolo.preprocess.Preprocessing;

/** The distance to the k-th nearest normal sample, in the space of the inputs. */
public final class NearestReference implements Reference {

    /** As PyOD and ADBench have it. */
    public static final int K = 5;

    private static final int MOST = 50_000;

    private final Preprocessing preprocessing;
    private final NearestNeighbours neighbours;

    private NearestReference(Preprocessing preprocessing, NearestNeighbours neighbours) {
        this.preprocessing = preprocessing;
        this.neighbours = neighbours;
    }

    /** @param normal of more than 50,000 samples, as many are drawn at random */
    public static NearestReference fit(Dataset normal, Preprocessing preprocessing, long seed) {
        return new NearestReference(
                preprocessing,
                NearestNeighbours.of(
                        preprocessing.shape().elements(), Reference.values(normal, preprocessing), MOST, seed));
    }

    @Override
    public String name() {
        return "nearest neighbours (k = 5)";
    }

    @Override
    public double[] score(Dataset data) {
        return neighbours.distances(Reference.values(data, preprocessing), K);
    }

    @Override
    public void close() {}
}
