package io.diabolo.reproduce;

import io.diabolo.corrupt.RandomGaussianNoise;
import io.diabolo.engine.Precision;
import io.diabolo.signal.KalmanSmoother;
import io.diabolo.signal.Signal;
import io.diabolo.signal.SignalNoise;
import io.diabolo.signal.TrendFit;
import io.diabolo.task.SignalDenoiser;
import io.diabolo.task.SignalNetwork;
import io.diabolo.task.TrainingOptions;
import io.diabolo.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Noise taken away from signals: of each WFDB record of a folder the first two thirds train (of half an hour 20 minutes), the
 * last third tests; white noise at 6 dB of SNR. The gain in SNR, mean of the channels, of filters whose widths were chosen on the
 * training part, of a Kalman smoother whose variances were fitted to it, and of a denoiser trained on it.
 */
public final class Signals {

    private static final double SNR_DB = 6;
    private static final Setup USUAL = new Setup(SignalNetwork.usual(), 1024, 64, 40, 60, 64, 6e-3, 2_000, 0);

    private Signals() {}

    /**
     * How the denoiser learns.
     *
     * @param window rows of a window
     * @param stride rows between the starts of windows
     * @param least noise in training, hundredths of a standard deviation; 6 dB are 50
     * @param most the same
     */
    record Setup(
            SignalNetwork network,
            int window,
            int stride,
            double least,
            double most,
            int batch,
            double rate,
            int steps,
            long seed) {

        TrainingPlan plan() {
            TrainingPlan auto = TrainingPlan.auto();
            return auto.withSteps(steps)
                    .withBatch(batch)
                    .withPatience(0)
                    .withSeed(seed)
                    .withPrecision(Precision.BF16)
                    .with(auto.optimization()
                            .withLearningRate(rate)
                            .withAveraging(0.998)
                            .withClipNorm(1))
                    .withCorruption(new RandomGaussianNoise(least, most));
        }
    }

    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        List<String> arguments = List.of(args);
        boolean holdOut = arguments.contains("--hold-out");
        if (args.length == 0 || args.length > 1 + (holdOut ? 1 : 0) || args[0].startsWith("--")) {
            System.err.println(
                    "usage: reproduce/signals DIR [--hold-out]   DIR holds WFDB records (.hea); --hold-out measures on the last fifth of what is trained on, as choices were made");
            System.exit(2);
        }
        List<Path> records;
        try (Stream<Path> files = Files.list(Path.of(args[0]))) {
            records = files.filter(file -> file.toString().endsWith(".hea"))
                    .sorted()
                    .toList();
        }
        System.out.printf(
                "%-10s %8s %8s %8s %8s %8s %8s %8s%n",
                "record", "noisy", "average", "median", "wavelet", "kalman", "diabolo", "seconds");
        double sum = 0;
        for (Path record : records) {
            sum += measure(record, holdOut, USUAL);
        }
        System.out.printf("%.2f%n", sum / records.size());
    }

    /** @return the gain of the denoiser in dB */
    static double measure(Path record, boolean holdOut, Setup setup) {
        SignalParts parts = SignalParts.of(record, SNR_DB, holdOut);
        SignalFilter average = best(parts, widths().mapToObj(MovingAverage::new));
        SignalFilter median = best(parts, widths().mapToObj(RunningMedian::new));
        SignalFilter wavelet =
                best(parts, IntStream.rangeClosed(2, 6).boxed().flatMap(levels -> IntStream.rangeClosed(1, 6)
                        .mapToObj(k -> new WaveletShrinkage(levels, 0.2 * k))));
        List<double[]> smoothed = new ArrayList<>();
        for (int c = 0; c < parts.test().channels().size(); c++) {
            smoothed.add(new KalmanSmoother(TrendFit.of(parts.noisyTrain(), c))
                    .smooth(parts.noisyTest(), c)
                    .level());
        }
        long start = System.nanoTime();
        try (SignalDenoiser denoiser = SignalDenoiser.train(
                setup.network(),
                parts.windows(setup.window(), setup.stride()),
                setup.plan(),
                TrainingOptions.defaults())) {
            double seconds = (System.nanoTime() - start) / 1e9;
            Signal cleaned = denoiser.clean(parts.noisyTest());
            double ours = gain(parts, cleaned::channel);
            System.out.printf(
                    "%-10s %8.2f %8.2f %8.2f %8.2f %8.2f %8.2f %8.0f%n",
                    parts.test().name().replace(".hea", ""),
                    SignalNoise.snrDb(parts.test().channel(0), parts.noisyTest().channel(0)),
                    gain(parts, c -> average.clean(parts.noisyTest().channel(c))),
                    gain(parts, c -> median.clean(parts.noisyTest().channel(c))),
                    gain(parts, c -> wavelet.clean(parts.noisyTest().channel(c))),
                    gain(parts, smoothed::get),
                    ours,
                    seconds);
            return ours;
        }
    }

    private static IntStream widths() {
        return IntStream.of(3, 5, 7, 9, 11, 15, 21);
    }

    /** The filter that cleans the training part best. */
    private static SignalFilter best(SignalParts parts, Stream<? extends SignalFilter> filters) {
        SignalFilter best = new MovingAverage(1);
        double highest = Double.NEGATIVE_INFINITY;
        for (SignalFilter filter : (Iterable<SignalFilter>) filters.map(each -> (SignalFilter) each)::iterator) {
            double gain = gain(
                    parts.train(),
                    parts.noisyTrain(),
                    c -> filter.clean(parts.noisyTrain().channel(c)));
            if (gain > highest) {
                highest = gain;
                best = filter;
            }
        }
        return best;
    }

    private static double gain(SignalParts parts, IntFunction<double[]> estimate) {
        return gain(parts.test(), parts.noisyTest(), estimate);
    }

    /** SNR of the estimate over that of the noisy signal in dB, mean of the channels. */
    private static double gain(Signal clean, Signal noisy, IntFunction<double[]> estimate) {
        return IntStream.range(0, clean.channels().size())
                .mapToDouble(c -> SignalNoise.snrDb(clean.channel(c), estimate.apply(c))
                        - SignalNoise.snrDb(clean.channel(c), noisy.channel(c)))
                .average()
                .orElse(Double.NaN);
    }
}
