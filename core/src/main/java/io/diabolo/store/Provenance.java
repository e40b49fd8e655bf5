package io.diabolo.store;

import io.diabolo.train.TrainingPlan;
import io.diabolo.train.TrainingResult;
import java.util.List;

/**
 * Where a model came from.
 *
 * @param data the data's name
 * @param dataHash its SHA-256
 * @param trainSamples how many samples it was trained on
 * @param plan the training plan
 * @param training how the training ended
 * @param versions of Diabolo, libtorch and Java
 * @param metrics measured on the test part
 * @param warnings what the guards said
 */
public record Provenance(
        String data,
        String dataHash,
        int trainSamples,
        TrainingPlan plan,
        TrainingResult training,
        List<String> versions,
        List<Metric> metrics,
        List<String> warnings) {

    public Provenance {
        versions = List.copyOf(versions);
        metrics = List.copyOf(metrics);
        warnings = List.copyOf(warnings);
    }

    public Provenance withMetrics(List<Metric> newMetrics) {
        return new Provenance(data, dataHash, trainSamples, plan, training, versions, newMetrics, warnings);
    }

    /**
     * One measured number.
     *
     * @param name with its unit: {@code test_mse}, {@code psnr_db}
     */
    public record Metric(String name, double value) {}
}
