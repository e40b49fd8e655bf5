package io.diabolo.store;

import io.diabolo.engine.Engine;
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

    /** Of Diabolo, libtorch and Java, as they run here. Loads no native library. */
    public static List<String> currentVersions() {
        return List.of("Diabolo " + diaboloVersion(), Engine.version(), "Java " + Runtime.version());
    }

    /** That of the release; {@code development} for classes that come from no jar. */
    public static String diaboloVersion() {
        String version = Provenance.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
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
