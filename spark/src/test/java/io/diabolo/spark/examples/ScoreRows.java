package io.diabolo.spark.examples;

import io.diabolo.spark.AnomalyDetectorEstimator;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;

/** A pipeline learns normal rows; a stream of others goes through it. All tables are Parquet. */
public final class ScoreRows {

    private ScoreRows() {}

    /** @param arguments the normal rows, the folder that rows come into, and one for what is written */
    public static void main(String[] arguments) throws StreamingQueryException, TimeoutException {
        SparkSession session = SparkSession.builder().appName("score rows").getOrCreate();
        Dataset<Row> normal = session.read().parquet(arguments[0]);
        PipelineModel guard = learn(normal);
        judge(session.readStream().schema(normal.schema()).parquet(arguments[1]), guard, arguments[2]);
    }

    /** What is normal. A PipelineModel is written and read by Spark's means, and goes wherever those go. */
    public static PipelineModel learn(Dataset<Row> normal) {
        PipelineStage guard =
                new AnomalyDetectorEstimator().setFalseAlarms(0.05).setSteps(200);
        return new Pipeline().setStages(new PipelineStage[] {guard}).fit(normal);
    }

    /**
     * Judges what has come since the last time. The checkpoint knows which rows belong to which batch; a batch that is done again, as
     * the program was killed before its end was noted, takes the place of its first try: each row is in the output once.
     */
    public static void judge(Dataset<Row> rows, PipelineModel guard, String out)
            throws StreamingQueryException, TimeoutException {
        VoidFunction2<Dataset<Row>, Long> work = (batch, id) ->
                guard.transform(batch).write().mode(SaveMode.Overwrite).parquet(out + "/batch=" + id);
        rows.writeStream()
                .foreachBatch(work)
                .option("checkpointLocation", out + "/_checkpoint")
                .trigger(Trigger.AvailableNow())
                .start()
                .awaitTermination();
    }
}
