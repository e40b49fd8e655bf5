package io.diabolo.spark.examples;

import io.diabolo.spark.AnomalyDetectorEstimator;
import io.diabolo.spark.AnomalyDetectorModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Pictures wherever Spark reads from, judged by what pictures of good parts look like. */
public final class Scans {

    private Scans() {}

    /** The files of a folder with their verdicts; folders may be addresses, as {@code hdfs://...}. */
    public static Dataset<Row> judged(SparkSession session, String normal, String scans) {
        AnomalyDetectorModel guard = new AnomalyDetectorEstimator()
                .setInputCols("content")
                .setPictureSize("16x12")
                .setFalseAlarms(0.05)
                .setSteps(200)
                .fit(session.read().format("binaryFile").load(normal));
        return guard.transform(session.read().format("binaryFile").load(scans))
                .select("path", "score", "abnormal", "error");
    }
}
