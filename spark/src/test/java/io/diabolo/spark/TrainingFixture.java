package io.diabolo.spark;

import io.diabolo.engine.Device;
import io.diabolo.jobs.DataChoice;
import io.diabolo.jobs.JobControl;
import io.diabolo.jobs.Jobs;
import io.diabolo.jobs.ModelChoice;
import io.diabolo.jobs.PlanChoice;
import io.diabolo.jobs.TrainOutcome;
import io.diabolo.jobs.TrainRequest;
import io.diabolo.model.MlpBody;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Normalization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A training that is large enough for one machine to share its batches out among its threads, as workers do. */
final class TrainingFixture {

    private static final MlpBody LARGE = new MlpBody(List.of(512, 512), Activation.RELU, Normalization.NONE, 0);

    private TrainingFixture() {}

    /** A table of a thousand rows, with text, missing cells and a quoted cell. */
    static Path table(Path folder) throws IOException {
        StringBuilder csv = new StringBuilder("a,b,n,k\n");
        SparkFixture.rows(1_000, 1).forEach(row -> csv.append(row.mkString(",")).append('\n'));
        csv.append("NA,1.5,2,low\n,2.5,3,high\n0.1,0.2,4,\"low\"\n");
        return Files.writeString(folder.resolve("rows.csv"), csv);
    }

    static TrainRequest request(Path table, Path out, long steps) {
        return TrainRequest.into(out)
                .with(DataChoice.of(table))
                .with(new ModelChoice(null, LARGE, 2, null, null, null, false))
                .with(PlanChoice.auto().withSteps(steps).withBatch(128));
    }

    /** On this machine alone, with a thread for each worker. */
    static TrainOutcome alone(TrainRequest request, int workers) {
        return new Jobs(workers, 1, Device.CPU).train(request, JobControl.none());
    }
}
