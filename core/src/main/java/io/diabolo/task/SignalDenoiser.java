package io.diabolo.task;

import io.diabolo.data.LoadedData;
import io.diabolo.data.SampleShape;
import io.diabolo.engine.Device;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.model.Restorer;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.preprocess.SeriesPreprocessing;
import io.diabolo.signal.KalmanSmoother;
import io.diabolo.signal.Signal;
import io.diabolo.signal.TrendFit;
import io.diabolo.train.TrainingPlan;
import java.nio.file.Path;
import java.util.List;

/**
 * A {@link Restorer} that takes noise away from signals of any length, in the units of the data.
 *
 * <pre>{@code
 * signal -> gaps filled by the Kalman smoother -> standardised -> pieces that overlap -> Restorer -> signal
 * }</pre>
 *
 * <p>Every method may be called from several threads at once, except {@link #close()}.
 */
public final class SignalDenoiser implements AutoCloseable {

    /** Rows of the longest piece that goes through the network at once. */
    private static final int PIECE = 1 << 14;

    /** A piece is so many windows at least: of each, a window is work done twice. */
    private static final int FEWEST_WINDOWS = 4;

    private final TrainedModel model;
    private final SeriesPreprocessing preprocessing;

    private SignalDenoiser(TrainedModel model) {
        this.model = model;
        if (model.preprocessing() instanceof SeriesPreprocessing series && model.model() instanceof Restorer) {
            preprocessing = series;
            return;
        }
        model.close();
        throw new BadInputException("this model is a %s of samples %s, not a denoiser of signals"
                .formatted(
                        model.description().architecture().kind(),
                        model.preprocessing().shape()));
    }

    /**
     * Trains on windows of clean signals.
     *
     * @param plan with the noise that is to be taken away
     */
    public static SignalDenoiser train(
            SignalNetwork network, LoadedData windows, TrainingPlan plan, TrainingOptions options) {
        Preprocessing preprocessing = Preprocessing.of(windows.train());
        return of(TrainedModel.train(network.config(preprocessing.shape()), windows, preprocessing, plan, options));
    }

    /** @throws BadInputException if the model is of another kind, which is closed then */
    public static SignalDenoiser of(TrainedModel model) {
        return new SignalDenoiser(model);
    }

    /** Reads a saved model. */
    public static SignalDenoiser load(Path folder, Device device) {
        return of(TrainedModel.load(folder, device));
    }

    /** The names of the columns that it was trained on, in the order of channels; empty where they had none. */
    public List<String> channelNames() {
        return preprocessing.channelNames();
    }

    public TrainedModel model() {
        return model;
    }

    /** Rows of the windows that it was trained on: what it must have at once, at least. */
    public int window() {
        return preprocessing.shape().spatial().get(0);
    }

    /**
     * The signal without its noise; gaps are filled.
     *
     * @param signal with the channels of the training, in their order and units
     * @throws BadInputException if it has other channels, or no run is as long as a window
     */
    public Signal clean(Signal signal) {
        SampleShape shape = preprocessing.shape();
        if (signal.channels().size() != shape.channels()) {
            throw new BadInputException("%s has %d channels %s, the model takes %d%s"
                    .formatted(
                            signal.name(),
                            signal.channels().size(),
                            signal.channels(),
                            shape.channels(),
                            channelNames().isEmpty() ? "" : ": " + channelNames()));
        }
        int[] runs = signal.runs();
        int longest = 0;
        for (int run = 0; run < runs.length; run++) {
            longest = Math.max(longest, signal.runEnd(run) - runs[run]);
        }
        if (longest < window()) {
            throw new BadInputException(
                    "%s has %,d rows%s, fewer than the %,d of a window of this model: leave the model out, or train one with a shorter window"
                            .formatted(
                                    signal.name(),
                                    longest,
                                    runs.length == 1 ? "" : " without a gap in time",
                                    window()));
        }
        float[][] standardised = standardised(signal);
        double[][] cleaned = new double[shape.channels()][signal.length()];
        for (int run = 0; run < runs.length; run++) {
            cleanRun(standardised, runs[run], signal.runEnd(run), cleaned);
        }
        for (int c = 0; c < cleaned.length; c++) {
            SeriesPreprocessing.Channel channel = preprocessing.channels().get(c);
            for (int t = 0; t < signal.length(); t++) {
                cleaned[c][t] = cleaned[c][t] * channel.scale() + channel.offset();
            }
        }
        return signal.withValues(cleaned);
    }

    private float[][] standardised(Signal signal) {
        float[][] values = new float[signal.channels().size()][signal.length()];
        for (int c = 0; c < values.length; c++) {
            double[] raw = signal.channel(c);
            double[] filled = signal.missing(c) == 0
                    ? raw
                    : new KalmanSmoother(TrendFit.of(signal, c))
                            .smooth(signal, c)
                            .level();
            SeriesPreprocessing.Channel channel = preprocessing.channels().get(c);
            for (int t = 0; t < raw.length; t++) {
                double value = Double.isNaN(raw[t]) ? filled[t] : raw[t];
                // A run without a known value has nothing to go by: the mean.
                values[c][t] = Double.isNaN(value) ? 0 : (float) ((value - channel.offset()) / channel.scale());
            }
        }
        return values;
    }

    /**
     * Pieces overlap by a window: of each, what lies within half a window of an inner end is left to its neighbour, so that no
     * row sees the end of a piece.
     */
    private void cleanRun(float[][] values, int from, int to, double[][] cleaned) {
        int window = window();
        int length = to - from;
        int piece =
                Math.min(Math.max(PIECE / window, FEWEST_WINDOWS) * window, (length + window - 1) / window * window);
        int step = Math.max(window, piece - window);
        for (int start = 0; ; start += step) {
            boolean last = start + piece >= length;
            // The last piece ends with the run, unless the run is shorter than a piece.
            int at = last ? Math.max(0, length - piece) : start;
            int keepFrom = start == 0 ? 0 : start + (piece - step) / 2;
            int keepTo = last ? length : start + step + (piece - step) / 2;
            float[] output = through(values, from + at, to, piece);
            for (int c = 0; c < cleaned.length; c++) {
                for (int t = keepFrom; t < keepTo; t++) {
                    cleaned[c][from + t] = output[c * piece + t - at];
                }
            }
            if (last) {
                return;
            }
        }
    }

    /** @return [C * piece]; rows behind the end are the last one again */
    private float[] through(float[][] values, int from, int end, int piece) {
        float[] input = new float[values.length * piece];
        for (int c = 0; c < values.length; c++) {
            for (int t = 0; t < piece; t++) {
                input[c * piece + t] = values[c][Math.min(from + t, end - 1)];
            }
        }
        try (TensorScope scope = TensorScope.open("clean", model.device());
                NoGrad noGrad = NoGrad.open()) {
            return model.model()
                    .reconstruct(Tensor.of(input, 1, values.length, piece))
                    .toFloats();
        }
    }

    public void save(Path folder) {
        model.save(folder);
    }

    @Override
    public void close() {
        model.close();
    }
}
