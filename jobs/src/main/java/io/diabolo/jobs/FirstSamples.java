package io.diabolo.jobs;

import io.diabolo.generate.SampleJudgement;
import io.diabolo.preprocess.Preprocessing;
import java.util.Arrays;
import java.util.function.Consumer;

/** Keeps the first of many samples, in model values: those that are shown and judged. */
final class FirstSamples implements Consumer<float[]> {

    private final float[] kept;
    private int used;

    FirstSamples(Preprocessing preprocessing) {
        kept = new float
                [SampleJudgement.most(preprocessing) * preprocessing.shape().elements()];
    }

    @Override
    public void accept(float[] values) {
        int count = Math.min(values.length, kept.length - used);
        System.arraycopy(values, 0, kept, used, count);
        used += count;
    }

    /** [n, C, *S] */
    float[] values() {
        return Arrays.copyOf(kept, used);
    }
}
