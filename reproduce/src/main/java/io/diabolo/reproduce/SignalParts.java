package io.diabolo.reproduce;

import io.diabolo.data.DataOptions;
import io.diabolo.data.DataSource;
import io.diabolo.data.FloatDataset;
import io.diabolo.data.LoadedData;
import io.diabolo.data.SampleShape;
import io.diabolo.data.SeriesDataset;
import io.diabolo.data.SeriesOptions;
import io.diabolo.error.BadInputException;
import io.diabolo.signal.Signal;
import io.diabolo.signal.SignalNoise;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A clean record in two parts, and both with noise.
 *
 * @param train what may be learned from, clean
 * @param noisyTrain the same with noise
 * @param test what is measured, clean
 * @param noisyTest the same with noise
 */
record SignalParts(Signal train, Signal noisyTrain, Signal test, Signal noisyTest) {

    /** For test: a third, of half an hour 10 minutes. */
    private static final int TEST_SHARE = 3;

    /** Of what is learned from, to choose on: a fifth. */
    private static final int HELD_OUT_SHARE = 5;

    private static final long TEST_SEED = 0;
    private static final long TRAIN_SEED = 1;

    /**
     * @param snrDb power of each channel, its mean left out, over that of its noise
     * @param holdOut whether the last third is left alone, and the last fifth of the rest takes its place
     */
    static SignalParts of(Path file, double snrDb, boolean holdOut) {
        Signal whole = Signal.of((SeriesDataset)
                DataSource.openWhole(file, DataOptions.defaults().withSeries(SeriesOptions.windows(2, 1))));
        int end = whole.length();
        int test = end - end / TEST_SHARE;
        if (holdOut) {
            end = test;
            test = end - end / HELD_OUT_SHARE;
        }
        Signal train = whole.rows(0, test);
        Signal measured = whole.rows(test, end);
        return new SignalParts(train, noisy(train, snrDb, TRAIN_SEED), measured, noisy(measured, snrDb, TEST_SEED));
    }

    private static Signal noisy(Signal clean, double snrDb, long seed) {
        double[] sigmas = IntStream.range(0, clean.channels().size())
                .mapToDouble(c -> Math.sqrt(SignalNoise.power(clean.channel(c))) * Math.pow(10, -snrDb / 20))
                .toArray();
        return SignalNoise.added(clean, sigmas, seed);
    }

    /** Clean windows to learn from; the last tenth of the time decides which weights are the best. */
    LoadedData windows(int length, int stride) {
        int validation = train.length() - train.length() / 10;
        FloatDataset last = windows(validation, train.length(), length, length);
        return new LoadedData(windows(0, validation, length, stride), last, last, List.of());
    }

    private FloatDataset windows(int from, int to, int length, int stride) {
        int count = (to - from - length) / stride + 1;
        if (count < 1) {
            throw new BadInputException(
                    "%s: no window of %,d rows fits into %,d rows".formatted(train.name(), length, to - from));
        }
        int channels = train.channels().size();
        float[][] windows = new float[count][channels * length];
        for (int c = 0; c < channels; c++) {
            double[] values = train.channel(c);
            for (int w = 0; w < count; w++) {
                for (int t = 0; t < length; t++) {
                    windows[w][c * length + t] = (float) values[from + w * stride + t];
                }
            }
        }
        return FloatDataset.of(train.name(), SampleShape.series(channels, length), windows);
    }
}
