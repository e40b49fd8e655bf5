package io.diabolo.jobs.report;

import io.diabolo.study.RunResult;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One model at one latent size, over the seeds whose run came to its end.
 *
 * @param model {@code mlp} or {@code conv}
 * @param latent D
 * @param runs those that came to their end, at least one
 */
record SizeResult(String model, int latent, List<RunResult> runs) {

    Stat mse() {
        return stat(run -> run.test().mse());
    }

    Stat psnrDb() {
        return stat(run -> run.test().psnrDb());
    }

    Stat ssim() {
        return stat(run -> run.test().ssim());
    }

    Stat seconds() {
        return stat(run -> run.training().seconds());
    }

    Stat epochs() {
        return stat(run -> run.training().epochs());
    }

    Stat imagesPerSecond() {
        return stat(run -> run.training().imagesPerSecond());
    }

    Stat bitsPerPixel() {
        return stat(run -> run.code().bitsPerPixel());
    }

    Stat knnAccuracy() {
        return stat(run -> run.code().knnAccuracy());
    }

    Stat effectiveRank() {
        return stat(run -> run.code().effectiveRank());
    }

    Stat activeUnits() {
        return stat(run -> run.code().activeUnits());
    }

    long parameters() {
        return first().training().parameters();
    }

    /** The run whose curves and network stand for all. */
    RunResult first() {
        return runs.get(0);
    }

    private Stat stat(ToDoubleFunction<RunResult> measure) {
        return Stat.of(runs.stream().mapToDouble(measure));
    }
}
