package io.diabolo.detect;

import io.diabolo.data.Dataset;
import io.diabolo.data.RowSubset;
import io.diabolo.task.TrainedModel;
import java.util.Map;
import java.util.Random;

/** One network of a detector, and what is normal for it. Safe for use by several threads. */
sealed interface Member extends AutoCloseable permits CodingMember, MarkingMember {

    TrainedModel model();

    /** What the network was trained for. */
    Part part();

    /**
     * Scores [N] of each part that it has one of, on a scale that all members share: 0 is the median of normal samples, 1 their 90th
     * percentile.
     *
     * @param hides whether elements are hidden as well, to see what it expects of them, where it was trained for that
     * @param also is told what the scores are made of
     */
    Map<Part, double[]> standardised(Dataset data, boolean hides, Observer also);

    /** What the network makes of samples as they are. */
    void observe(Dataset data, Observer observer);

    /** [E], the mean of {@link Observation#surprise} of normal samples. */
    float[] normalSurprise();

    @Override
    void close();

    /** Takes what the network makes of samples from {@code first} on. */
    interface Observer {

        Observer NONE = (first, seen) -> {};

        void accept(int first, Observation seen);
    }

    /** All samples, or as many as asked for, drawn at random. */
    static Dataset some(Dataset data, int most, long seed) {
        return data.size() <= most
                ? data
                : RowSubset.of(
                        data,
                        new Random(seed)
                                .ints(0, data.size())
                                .distinct()
                                .limit(most)
                                .sorted()
                                .toArray());
    }
}
