package io.diabolo.study;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** {@code study.csv}: a row a run, in the order of the grid; what was not measured is empty. */
final class StudyCsv {

    static final String HEADER =
            "model,latent,seed,epochs,parameters,train_seconds,images_per_second,test_mse,test_bce,psnr_db,ssim,bits_per_pixel,knn_accuracy,effective_rank,active_units,peak_memory_mb";

    private static final double MEGABYTE = 1e6;

    private StudyCsv() {}

    static String text(List<RunResult> runs) {
        return Stream.concat(Stream.of(HEADER), runs.stream().map(StudyCsv::row))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String row(RunResult run) {
        RunResult.Key key = run.key();
        RunResult.Training training = run.training();
        Stream<String> names = Stream.of(
                key.model(), Integer.toString(key.latent()), Long.toString(key.seed()), number(training.epochs()));
        Stream<String> size = Stream.of(Long.toString(training.parameters()));
        RunResult.Test test = run.test();
        RunResult.Code code = run.code();
        Stream<String> measures = DoubleStream.of(
                        training.seconds(),
                        training.imagesPerSecond(),
                        test.mse(),
                        test.bce(),
                        test.psnrDb(),
                        test.ssim(),
                        code.bitsPerPixel(),
                        code.knnAccuracy(),
                        code.effectiveRank())
                .mapToObj(StudyCsv::number);
        Stream<String> last = Stream.of(
                run.ok() ? Integer.toString(code.activeUnits()) : "",
                training.peakMemoryBytes() > 0 ? number(training.peakMemoryBytes() / MEGABYTE) : "");
        return Stream.of(names, size, measures, last).flatMap(cells -> cells).collect(Collectors.joining(","));
    }

    /** All digits, so that it reads back exactly. */
    private static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }
}
