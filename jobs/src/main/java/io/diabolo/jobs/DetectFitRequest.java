package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.detect.FitReport;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a detector of what is abnormal.
 *
 * @param data normal samples, all of which are used
 * @param normal the label of the normal samples; null where all are
 * @param roi a picture that is bright where the detector shall look; null for everywhere
 * @param out the folder to fill
 * @param replace whether a detector in it is replaced
 * @param choice how it is fitted
 * @param command the words of the command line, for the card; empty where there was none
 */
public record DetectFitRequest(
        DataChoice data,
        @JsonSetter(nulls = Nulls.SET) @Nullable String normal,
        @JsonSetter(nulls = Nulls.SET) @Nullable String roi,
        String out,
        boolean replace,
        DetectChoice choice,
        List<String> command) {

    public DetectFitRequest {
        command = List.copyOf(command);
    }

    /** With the defaults. */
    public static DetectFitRequest of(Path data, Path out) {
        return new DetectFitRequest(
                DataChoice.of(data), null, null, out.toString(), false, DetectChoice.auto(), List.of());
    }

    public DetectFitRequest with(DetectChoice newChoice) {
        return new DetectFitRequest(data, normal, roi, out, replace, newChoice, command);
    }

    /**
     * What came of it.
     *
     * @param detector its folder; null where the fit was interrupted
     * @param report what was held out and what the guards said; null where the fit was interrupted
     * @param falseAlarms the promised rate
     * @param threshold the score above which a sample counts as abnormal
     * @param members how many autoencoders it has
     */
    public record Outcome(
            @Nullable String detector, @Nullable FitReport report, double falseAlarms, double threshold, int members) {

        /** Of a fit that was stopped: nothing was written. */
        static Outcome interrupted(double falseAlarms) {
            return new Outcome(null, null, falseAlarms, 0, 0);
        }
    }
}
