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

    /** A gain in AUROC below which training counts as useless; where little is left to gain, a third of that. */
    private static final double LEAST_GAIN = 0.01;

    /** The share of the variance of shuffled samples that a network which does not copy leaves out at least. */
    private static final double IDENTITY = 0.05;

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
        if (gained < without + Math.min(LEAST_GAIN, (1 - without) / 3)) {
            warnings.add(
                    "no better than the untrained networks at telling samples from shuffled ones (AUROC %.3f, untrained %.3f): train longer, or what was given has no structure to learn"
                            .formatted(gained, without));
        }
        double missed = missed(trained, shuffled);
        if (trained.members().stream().anyMatch(member -> member.part() == Part.RECONSTRUCTION) && missed < IDENTITY) {
            warnings.add(
                    "identity mapping: even shuffled samples are reconstructed but for %.1f %% of their variance; a smaller latent would tell them apart"
                            .formatted(100 * missed));
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

    /** The squared error of reconstructions over the variance of the samples. */
    private static double missed(Ensemble ensemble, Dataset data) {
        double[] sums = new double[4]; // squared error, known elements, their values, their squares
        for (Member member : ensemble.members()) {
            if (member.part() == Part.RECONSTRUCTION) {
                member.observe(data, (first, seen) -> {
                    for (int i = 0; i < seen.values().length; i++) {
                        double weight = seen.weights()[i];
                        sums[0] += weight * seen.error(i);
                        sums[1] += weight;
                        sums[2] += weight * seen.values()[i];
                        sums[3] += weight * seen.values()[i] * seen.values()[i];
                    }
                });
            }
        }
        double mean = sums[2] / Math.max(1, sums[1]);
        return sums[0] / Math.max(1e-12, sums[3] - sums[1] * mean * mean);
    }
}
