package io.diabolo.detect;

import io.diabolo.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What speaks against a detector, found without a single abnormal sample: normal ones are cut in pieces and put together
 * anew.
 */
final class Guards {

    private static final int MOST = 1_000;

    /** A gain in AUROC below which training counts as useless. */
    private static final double LEAST_GAIN = 0.01;

    /** Shuffled samples reconstructed with less than this factor of the normal error: the network copies its input. */
    private static final double IDENTITY = 1.15;

    private Guards() {}

    static List<String> check(Ensemble trained, Ensemble untrained, HoldOut data, long seed) {
        List<String> warnings = new ArrayList<>(trained.warnings());
        Dataset normal = Member.some(data.validation(), MOST, seed);
        if (normal.size() < 10 || normal.shape().elements() < 2) {
            return warnings;
        }
        Dataset shuffled = new ShuffledSamples(normal, seed);
        double gained = separation(trained, normal, shuffled);
        double without = separation(untrained, normal, shuffled);
        if (gained < without + LEAST_GAIN) {
            warnings.add(
                    "no better than the untrained networks at telling samples from shuffled ones (AUROC %.3f, untrained %.3f): train longer, or what was given has no structure to learn"
                            .formatted(gained, without));
        }
        double ratio = error(trained, shuffled) / Math.max(1e-12, error(trained, normal));
        if (ratio < IDENTITY) {
            warnings.add(
                    "identity mapping: shuffled samples are reconstructed as well as normal ones (%.2f times the error); a smaller latent would say more"
                            .formatted(ratio));
        }
        return warnings;
    }

    private static double separation(Ensemble ensemble, Dataset normal, Dataset shuffled) {
        double[] low = ensemble.scores(normal).ensemble();
        double[] high = ensemble.scores(shuffled).ensemble();
        double[] scores = Arrays.copyOf(low, low.length + high.length);
        System.arraycopy(high, 0, scores, low.length, high.length);
        boolean[] abnormal = new boolean[scores.length];
        Arrays.fill(abnormal, low.length, scores.length, true);
        return DetectionMetrics.of(scores, abnormal).auroc();
    }

    private static double error(Ensemble ensemble, Dataset data) {
        double sum = 0;
        for (Member member : ensemble.members()) {
            if (member.part() == Part.RECONSTRUCTION) {
                sum += Arrays.stream(member.score(data)).average().orElse(0);
            }
        }
        return sum;
    }
}
