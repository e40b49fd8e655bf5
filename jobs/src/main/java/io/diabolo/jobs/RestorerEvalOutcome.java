package io.diabolo.jobs;

import io.diabolo.restoring.eval.RestorerEvaluation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How good a restorer is.
 *
 * @param restorer its folder, or {@code shipped}
 * @param pictures how many were measured
 * @param rows a row for each damage and method
 * @param sheet the file with details; null for none
 */
public record RestorerEvalOutcome(
        String restorer,
        int pictures,
        List<RestorerEvaluation.Row> rows,
        @Nullable String sheet) {

    public RestorerEvalOutcome {
        rows = List.copyOf(rows);
    }

    /** For a reader. */
    public TextTable table() {
        TextTable table = new TextTable(2, "damage", "method", "PSNR (dB)", "SSIM");
        for (RestorerEvaluation.Row row : rows) {
            table.row(row.damage(), row.method(), "%.2f".formatted(row.psnrDb()), "%.4f".formatted(row.ssim()));
        }
        return table;
    }
}
