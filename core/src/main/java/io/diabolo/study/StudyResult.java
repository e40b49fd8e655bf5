package io.diabolo.study;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.diabolo.data.SampleShape;
import java.util.List;
import java.util.Optional;

/**
 * All that a study found. As {@code study.json} it has everything but the pictures; numbers that do not exist are the text
 * {@code "NaN"} there.
 *
 * @param plan the grid
 * @param data what it was trained on
 * @param runs in the order of the grid: by model, latent, seed; failed ones too
 * @param references what the models are compared with
 * @param advice one for each model, in the order of the plan
 * @param limits the models on other data: by model, latent (the knee and the largest) and variant
 * @param environment where it ran
 * @param notes remarks on data and plan, in English, one line each
 * @param samples the pictures
 */
public record StudyResult(
        StudyPlan plan,
        DataSummary data,
        List<RunResult> runs,
        References references,
        List<Advice> advice,
        List<LimitRow> limits,
        Environment environment,
        List<String> notes,
        @JsonIgnore Samples samples) {

    public StudyResult {
        runs = List.copyOf(runs);
        advice = List.copyOf(advice);
        limits = List.copyOf(limits);
        notes = List.copyOf(notes);
    }

    /** The advice on a model. */
    public Optional<Advice> advice(String model) {
        return advice.stream().filter(a -> a.model().equals(model)).findFirst();
    }

    /**
     * The data of a study.
     *
     * @param name a folder's or a file's name, {@code glyphs}
     * @param shape of a sample as a model sees it
     * @param train number of samples
     * @param validation number of samples
     * @param test number of samples
     * @param labelNames empty where data have no labels
     * @param trainHash SHA-256 of the training part
     * @param testHash SHA-256 of the test part
     */
    public record DataSummary(
            String name,
            SampleShape shape,
            int train,
            int validation,
            int test,
            List<String> labelNames,
            String trainHash,
            String testHash) {

        public DataSummary {
            labelNames = List.copyOf(labelNames);
        }
    }

    /**
     * Where and how a study ran.
     *
     * @param command the words that start it again
     * @param versions of Diabolo, libtorch and Java
     * @param system name, version and architecture of the operating system
     * @param processor its name; the architecture where the system does not say
     * @param processors how many the process may use
     * @param memoryBytes of the machine; 0 where the system does not say
     */
    public record Environment(
            List<String> command,
            List<String> versions,
            String system,
            String processor,
            int processors,
            long memoryBytes) {

        public Environment {
            command = List.copyOf(command);
            versions = List.copyOf(versions);
        }
    }
}
