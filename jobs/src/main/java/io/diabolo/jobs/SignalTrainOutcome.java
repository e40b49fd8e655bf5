package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.diabolo.train.TrainingResult;
import java.util.List;

/**
 * What came of the training of a denoiser of signals.
 *
 * @param model the folder
 * @param training how it ended
 * @param gains on the test part, the last fifth of the time, for each column; empty where the noise was not Gaussian, and of a
 *     training that was stopped, which can be continued
 */
public record SignalTrainOutcome(String model, TrainingResult training, List<Gain> gains) {

    public SignalTrainOutcome {
        gains = List.copyOf(gains);
    }

    /**
     * A column of the test part with noise, cleaned; SNR in dB, of the column without its mean.
     *
     * @param noisySnr before
     * @param smootherSnr cleaned by a Kalman smoother that was fitted to the noisy column
     * @param snr cleaned by the model
     */
    public record Gain(String column, double noisySnr, double smootherSnr, double snr) {}

    /** Whether it was stopped, and can be continued. */
    @JsonIgnore
    public boolean interrupted() {
        return training.reason() == TrainingResult.Reason.INTERRUPTED;
    }

    /** For a reader. */
    public TextTable table() {
        TextTable table = new TextTable(1, "SNR in dB", "noisy", "Kalman smoother", "this model");
        for (Gain gain : gains) {
            table.row(
                    gain.column,
                    "%.2f".formatted(gain.noisySnr),
                    "%.2f".formatted(gain.smootherSnr),
                    "%.2f".formatted(gain.snr));
        }
        return table;
    }

    /** A sentence on whether it was worth while. */
    @JsonIgnore
    public String verdict() {
        if (gains.isEmpty()) {
            return "";
        }
        double better = gains.stream()
                .mapToDouble(gain -> gain.snr - gain.smootherSnr)
                .average()
                .orElse(0);
        return better > 0
                ? "Better than the Kalman smoother by %.2f dB, mean of the columns.".formatted(better)
                : "Not better than the Kalman smoother, which needs no training (%.2f dB, mean of the columns): more steps, or more clean data, may help."
                        .formatted(better);
    }
}
