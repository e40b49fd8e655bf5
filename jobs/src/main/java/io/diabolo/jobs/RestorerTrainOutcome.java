package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.diabolo.train.TrainingResult;
import org.jspecify.annotations.Nullable;

/**
 * What came of the training of a restorer.
 *
 * @param restorer the folder
 * @param training how it ended
 * @param gain on pictures that training did not see; null for a training that was stopped, which can be continued
 */
public record RestorerTrainOutcome(
        String restorer, TrainingResult training, @Nullable Gain gain) {

    /**
     * PSNRs in dB, means over crops of held-out pictures that were damaged as those of the training.
     *
     * @param damaged of what the network gets; of small pictures, enlarged bicubically
     * @param start what the network gave before the training
     * @param restored what it gives now
     */
    public record Gain(double damaged, double start, double restored) {}

    /** Whether it was stopped, and can be continued. */
    @JsonIgnore
    public boolean interrupted() {
        return training.reason() == TrainingResult.Reason.INTERRUPTED;
    }

    /** The gain, for a reader. */
    public TextTable table() {
        TextTable table = new TextTable(1, "held-out crops", "PSNR (dB)");
        if (gain != null) {
            table.row("damaged", "%.2f".formatted(gain.damaged));
            table.row("restored before the training", "%.2f".formatted(gain.start));
            table.row("restored", "%.2f".formatted(gain.restored));
        }
        return table;
    }
}
