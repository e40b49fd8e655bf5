package io.diabolo.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * All that a results folder holds.
 *
 * @param quality in the order of the works
 * @param throughput images a second
 * @param busy the same with one processor kept busy
 */
record Measured(List<QualityResult> quality, Optional<Results> throughput, Optional<Results> busy) {

    static Measured read(Path out) {
        List<QualityResult> quality = Arrays.stream(QualityWork.values())
                .flatMap(work -> QualityResult.read(QualityRun.folder(out, work)).stream())
                .toList();
        return new Measured(quality, Results.read(throughput(out, false)), Results.read(throughput(out, true)));
    }

    /** The folder of the results of images a second. */
    static Path throughput(Path out, boolean busy) {
        return out.resolve(busy ? "busy" : "throughput");
    }

    boolean isEmpty() {
        return quality.isEmpty() && throughput.isEmpty() && busy.isEmpty();
    }

    boolean quick() {
        return quality.stream().anyMatch(QualityResult::quick)
                || throughput.map(Results::quick).orElse(false);
    }
}
