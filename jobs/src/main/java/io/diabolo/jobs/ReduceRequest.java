package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.error.BadInputException;
import io.diabolo.task.Reduction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for samples in fewer numbers: trains an autoencoder on them and encodes all of them.
 *
 * @param data the samples
 * @param to how many numbers each becomes, at least 1
 * @param out the file for the codes, {@code .npy} or {@code .csv}
 * @param keep the folder in which the model is kept, which must not hold one; null for none
 * @param model the architecture, whose latent is {@code to}
 * @param plan the training
 */
public record ReduceRequest(
        DataChoice data,
        int to,
        String out,
        @JsonSetter(nulls = Nulls.SET) @Nullable String keep,
        ModelChoice model,
        PlanChoice plan) {

    public ReduceRequest {
        if (to < 1) {
            throw new BadInputException("samples are reduced to at least 1 number, not " + to);
        }
    }

    /**
     * What came of it.
     *
     * @param codes how many
     * @param numbers of each
     * @param file that holds them
     * @param model the folder of the model; null where it was not kept
     * @param interrupted whether it was stopped, so that nothing was written
     * @param rows the autoencoder and PCA on the test part
     */
    public record Outcome(
            int codes, int numbers, String file, @Nullable String model, boolean interrupted, List<Reduction> rows) {

        public Outcome {
            rows = List.copyOf(rows);
        }

        /** For a reader. */
        public TextTable table() {
            TextTable table = new TextTable(
                    1, "on the test part", "MSE", "trustworthiness", "continuity", "kNN accuracy", "probe accuracy");
            for (Reduction row : rows) {
                table.row(
                        row.name(),
                        row.mse() == null ? "" : "%.5g".formatted(row.mse()),
                        row.trustworthiness() == null ? "" : "%.4f".formatted(row.trustworthiness()),
                        row.continuity() == null ? "" : "%.4f".formatted(row.continuity()),
                        row.knnAccuracy() == null ? "" : "%.4f".formatted(row.knnAccuracy()),
                        row.probeAccuracy() == null ? "" : "%.4f".formatted(row.probeAccuracy()));
            }
            return table;
        }
    }
}
