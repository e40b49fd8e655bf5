package io.diabolo.jobs;

import io.diabolo.detect.Finding;
import java.util.List;

/**
 * Asks which samples are abnormal.
 *
 * @param detector its folder
 * @param data a folder of pictures, or a file
 * @param out the folder for {@code scores.csv} and {@code report.html}
 * @param limit the largest number of samples; 0 for all
 * @param strict whether a picture that does not decode is an error instead of being skipped
 * @param lang of the report
 */
public record DetectRequest(
        String detector, String data, String out, int limit, boolean strict, StudyRequest.Language lang) {

    /**
     * What came of it.
     *
     * @param samples how many were looked at
     * @param abnormal how many of them count as abnormal
     * @param falseAlarms the promised rate: so many would count as abnormal if all were normal
     * @param threshold the score above which a sample counts as abnormal
     * @param millisASample how long scoring took
     * @param scores the file with all scores
     * @param report the document
     * @param strangest the samples with the highest scores, up to 20
     */
    public record Outcome(
            int samples,
            int abnormal,
            double falseAlarms,
            double threshold,
            double millisASample,
            String scores,
            String report,
            List<Finding> strangest) {

        public Outcome {
            strangest = List.copyOf(strangest);
        }
    }
}
