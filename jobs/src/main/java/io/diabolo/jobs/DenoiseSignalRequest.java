package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for signals without their noise, and with their gaps filled.
 *
 * @param signal the file and its columns
 * @param model the folder of a denoiser that was trained on such signals; null for the Kalman smoother alone
 * @param output where the file goes; beside the input it is called {@code NAME-clean.csv}
 * @param fill whether known values stay as they are, and gaps alone are filled
 * @param report the folder for {@code report.html}; null for none
 * @param lang of the report
 */
public record DenoiseSignalRequest(
        SignalChoice signal,
        @JsonSetter(nulls = Nulls.SET) @Nullable String model,
        FileOutput output,
        boolean fill,
        @JsonSetter(nulls = Nulls.SET) @Nullable String report,
        StudyRequest.Language lang) {

    /** What works at once: the Kalman smoother, beside the input, no report. */
    public static DenoiseSignalRequest of(SignalChoice signal) {
        return new DenoiseSignalRequest(signal, null, FileOutput.beside(), false, null, StudyRequest.Language.EN);
    }

    public DenoiseSignalRequest with(FileOutput newOutput) {
        return new DenoiseSignalRequest(signal, model, newOutput, fill, report, lang);
    }

    public DenoiseSignalRequest withModel(@Nullable String newModel) {
        return new DenoiseSignalRequest(signal, newModel, output, fill, report, lang);
    }

    /**
     * What came of it.
     *
     * @param file what was written
     * @param rows how many
     * @param columns what was found in each column
     * @param report the document; null where none was asked for
     */
    public record Outcome(
            String file,
            int rows,
            List<Column> columns,
            @JsonSetter(nulls = Nulls.SET) @Nullable String report) {

        public Outcome {
            columns = List.copyOf(columns);
        }

        /** For a reader. */
        public TextTable table() {
            TextTable table = new TextTable(
                    1, "column", "gaps filled", "noise (deviation)", "SNR (dB)", "correlation of what was taken");
            for (Column column : columns) {
                table.row(
                        column.name,
                        "%,d".formatted(column.gaps),
                        "%.4g".formatted(column.noise),
                        "%.1f".formatted(column.snrDb),
                        "%.2f".formatted(column.correlation));
            }
            return table;
        }
    }

    /**
     * What was found in a column.
     *
     * @param gaps how many values were missing
     * @param noise the standard deviation of the noise that was estimated, in the column's unit
     * @param snrDb the variance of the cleaned column over that of what was taken away, in dB
     * @param correlation of what was taken away with itself a row later, -1 to 1: near 0 of noise, far above of a signal
     */
    public record Column(String name, int gaps, double noise, double snrDb, double correlation) {

        private static final double SUSPICIOUS = 0.3;

        /** Whether what was taken away looks like a part of the signal. */
        boolean isSuspicious() {
            return correlation > SUSPICIOUS;
        }
    }
}
