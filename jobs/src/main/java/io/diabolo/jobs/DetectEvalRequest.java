package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.detect.DetectionMetrics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks how good a detector is on samples whose labels are known.
 *
 * @param detector its folder
 * @param data with labels
 * @param normal the label of normal samples; null for the one whose name says so
 * @param reading which column holds the labels, and how many samples are taken
 * @param references whether PCA, nearest neighbours, an isolation forest and the untrained networks are measured too
 * @param out the folder for {@code report.html}; null for none
 * @param lang of the report
 */
public record DetectEvalRequest(
        String detector,
        String data,
        @JsonSetter(nulls = Nulls.SET) @Nullable String normal,
        DataReading reading,
        boolean references,
        @JsonSetter(nulls = Nulls.SET) @Nullable String out,
        StudyRequest.Language lang) {

    /**
     * What came of it.
     *
     * @param data its name
     * @param normal how many samples are normal
     * @param abnormal how many are not
     * @param falseAlarms the promised rate
     * @param verdicts what the detector's verdicts are worth
     * @param rows the ensemble, its parts, the references
     * @param report the document; null where none was asked for
     */
    public record Outcome(
            String data,
            int normal,
            int abnormal,
            double falseAlarms,
            DetectionMetrics.Verdicts verdicts,
            List<Row> rows,
            @Nullable String report) {

        public Outcome {
            rows = List.copyOf(rows);
        }

        /** For a reader. */
        public TextTable table() {
            TextTable table = new TextTable(
                    1,
                    "%,d normal, %,d abnormal samples of %s".formatted(normal, abnormal, data),
                    "AUROC",
                    "average precision",
                    "best F1",
                    "recall at %s".formatted(io.diabolo.detect.Rates.text(falseAlarms)));
            for (Row row : rows) {
                table.row(
                        row.name(),
                        "%.4f".formatted(row.auroc()),
                        "%.4f".formatted(row.averagePrecision()),
                        "%.4f".formatted(row.bestF1()),
                        "%.4f".formatted(row.recallAtRate()));
            }
            return table;
        }
    }

    /**
     * One detector on the samples.
     *
     * @param name of it
     * @param auroc area under the receiver operating characteristic, 0 to 1
     * @param averagePrecision 0 to 1
     * @param bestF1 over all thresholds, 0 to 1
     * @param recallAtRate the share of abnormal samples above the threshold that the promised share of THESE normal samples
     *     exceeds, 0 to 1
     */
    public record Row(String name, double auroc, double averagePrecision, double bestF1, double recallAtRate) {}
}
