package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.error.BadInputException;
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
            int codes,
            int numbers,
            String file,
            @Nullable String model,
            boolean interrupted,
            java.util.List<Row> rows) {

        public Outcome {
            rows = java.util.List.copyOf(rows);
        }

        /** For a reader. */
        public TextTable table() {
            TextTable table =
                    new TextTable(1, "on the test part", "MSE", "trustworthiness", "continuity", "kNN accuracy");
            for (Row row : rows) {
                table.row(
                        row.name(),
                        row.mse() == null ? "" : "%.5g".formatted(row.mse()),
                        row.trustworthiness() == null ? "" : "%.4f".formatted(row.trustworthiness()),
                        row.continuity() == null ? "" : "%.4f".formatted(row.continuity()),
                        row.knnAccuracy() == null ? "" : "%.4f".formatted(row.knnAccuracy()));
            }
            return table;
        }
    }

    /**
     * One way to reduce, on samples that it has not seen.
     *
     * @param name of it
     * @param mse mean squared error by element, in model values; null for the samples themselves
     * @param trustworthiness 0 to 1, of 5 neighbours: who is near in the codes was near before; null of too few samples
     * @param continuity 0 to 1: who was near before is near in the codes; null likewise
     * @param knnAccuracy 0 to 1: how often the 5 nearest training codes vote for the right label; null without labels
     */
    public record Row(
            String name,
            @Nullable Double mse,
            @Nullable Double trustworthiness,
            @Nullable Double continuity,
            @Nullable Double knnAccuracy) {}
}
